import { setTimeout as pause } from 'node:timers/promises'
import { send } from './load.ts'
import { residentBytes } from './resident.ts'
import { createSetting } from './setting.ts'

const PULLS = 1_000
const WEBHOOKS = 10_000
const SECONDS = 10

/** Ten webhooks for each of a thousand pull requests, evenly over ten seconds. */
export const measureBurst = async () => {
  const setting = await createSetting(PULLS)
  const { service } = setting
  const webhooks = await setting.push('open', 'burst')
  const judged = setting.judged()
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
  const { runs, right } = await setting.tally()
  await setting.close()
  return {
    verdicts: runs,
    right,
    p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
    residentMB: resident / 1e6,
    startMs: setting.startMs,
  }
}
