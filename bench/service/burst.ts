import { setTimeout as pause } from 'node:timers/promises'
import { createSetting } from './setting.ts'
import { send, sign } from './load.ts'
import { residentBytes } from './resident.ts'

const PULLS = 1_000
const WEBHOOKS = 10_000
const SECONDS = 10

/** Ten webhooks for each of a thousand pull requests, evenly over ten seconds. */
export const measureBurst = async () => {
  const setting = await createSetting(PULLS)
  const { service, standin, story } = setting
  const secret = story.world.app.webhookSecret
  const webhooks = setting.pulls.map((pull) =>
    sign('pull_request', standin.payload.pullRequest(pull, 'synchronize'), secret),
  )
  const judged = setting.judged(setting.pulls.map(({ headSha }) => headSha))
  const begun = performance.now()
  const answers: Promise<number>[] = []
  let resident = 0
  for (let at = 0; at < WEBHOOKS; at++) {
    const due = begun + (at / WEBHOOKS) * SECONDS * 1_000
    const early = due - performance.now()
    if (early > 1) await pause(early)
    const webhook = webhooks[at % PULLS]
    if (webhook !== undefined) answers.push(send(service.url() ?? '', webhook))
    if (at % 500 === 0) resident = Math.max(resident, residentBytes(service.pid()))
  }
  const times = (await Promise.all(answers)).sort((a, b) => a - b)
  await judged
  resident = Math.max(resident, residentBytes(service.pid()))
  const runs = story.driver.checkSuites.flatMap((suite) => suite.runs)
  const right = setting.pulls.filter(
    ({ headSha }) => standin.checkRuns(story.driver, headSha).at(-1)?.conclusion === 'success',
  )
  const found = {
    verdicts: runs.length,
    right: right.length,
    p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
    residentMB: resident / 1e6,
    startMs: setting.startMs,
  }
  await setting.close()
  return found
}
