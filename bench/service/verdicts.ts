import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Kind } from '../chaos/story.ts'
import { send } from './load.ts'
import { processorSeconds } from './resident.ts'
import { createSetting } from './setting.ts'

type Setting = Awaited<ReturnType<typeof createSetting>>

/** Pushes to all pull requests, tells of it, and gives the milliseconds until all have their verdicts. */
const judgeAll = async ({ service, push, judged }: Setting, kind: Kind, mark: string) => {
  const webhooks = await push(kind, mark)
  const begun = performance.now()
  const done = judged()
  await Promise.all(webhooks.map((webhook) => send(service.url() ?? '', webhook)))
  await done
  return performance.now() - begun
}

const PULLS = 200

/** Verdicts a second of changes that cross the line, each a new check run; and a second of the service's own processor time. */
export const measureVerdicts = async (seconds: number) => {
  const setting = await createSetting(PULLS)
  await judgeAll(setting, 'open', 'warm up')
  await judgeAll(setting, 'open', 'warm up again')
  const used = processorSeconds(setting.service.pid())
  let ms = 0
  let verdicts = 0
  for (let round = 0; ms < seconds * 1_000; round++) {
    ms += await judgeAll(setting, 'open', `round ${round}`)
    verdicts += PULLS
  }
  const processor = processorSeconds(setting.service.pid()) - used
  await setting.close()
  return { aSecond: (verdicts * 1_000) / ms, aProcessorSecond: verdicts / processor }
}

/** Check runs a second that Probot as it comes makes, when it does nothing else. */
export const measureStock = async (seconds: number): Promise<number> => {
  const setting = await createSetting(PULLS, 0, fileURLToPath(new URL('probot-checks.ts', import.meta.url)))
  const webhooks = await setting.push('open', 'stock')
  const begun = performance.now()
  // It answers once the check run is made, or GitHub's patience ends.
  const answers = webhooks.map((webhook) => send(setting.service.url() ?? '', webhook))
  void Promise.allSettled(answers)
  await pause(Math.max(seconds, LEAST_SECONDS) * 1_000)
  const { runs } = await setting.tally()
  const rate = (runs * 1_000) / (performance.now() - begun)
  await setting.close()
  return rate
}
/** For one a second to be told from two. */
const LEAST_SECONDS = 5

/** The median of nine single verdicts, in milliseconds. */
export const measureLatency = async () => {
  const setting = await createSetting(1, 100)
  const median = async (kind: 'open' | 'quiet') => {
    const times: number[] = []
    for (let time = 0; time < 10; time++) times.push(await judgeAll(setting, kind, `${kind} ${time}`))
    return times.slice(1).sort((a, b) => a - b)[4] ?? Number.NaN
  }
  const found = { crossing: await median('open'), quiet: await median('quiet') }
  await setting.close()
  return found
}
