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
