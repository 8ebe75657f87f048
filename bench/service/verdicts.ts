import { createSetting } from './setting.ts'
import { send, sign } from './load.ts'

type Setting = Awaited<ReturnType<typeof createSetting>>

const webhookOf = ({ standin, story }: Setting, pull: Setting['pulls'][number]) =>
  sign('pull_request', standin.payload.pullRequest(pull, 'synchronize'), story.world.app.webhookSecret)

/** Pushes to the pull requests, tells of it, and gives the milliseconds until all have their verdicts. */
const judgeAll = async (setting: Setting, pulls: Setting['pulls'], kind: 'open' | 'quiet', mark: string) => {
  for (const pull of pulls) setting.story.push(pull.headBranch, kind, mark)
  const webhooks = pulls.map((pull) => webhookOf(setting, pull))
  const judged = setting.judged(pulls.map(({ headSha }) => headSha))
  const begun = performance.now()
  await Promise.all(webhooks.map((webhook) => send(setting.service.url() ?? '', webhook)))
  await judged
  return performance.now() - begun
}

/** Verdicts a second of changes that cross the line, each a new check run. */
export const measureVerdicts = async (seconds: number): Promise<number> => {
  const setting = await createSetting(200)
  await judgeAll(setting, setting.pulls, 'open', 'warm up')
  let ms = 0
  let verdicts = 0
  for (let round = 0; ms < seconds * 1_000; round++) {
    ms += await judgeAll(setting, setting.pulls, 'open', `round ${round}`)
    verdicts += setting.pulls.length
  }
  await setting.close()
  return (verdicts * 1_000) / ms
}

/** The median of nine single verdicts, in milliseconds. */
export const measureLatency = async () => {
  const setting = await createSetting(1, 100)
  const median = async (kind: 'open' | 'quiet') => {
    const times: number[] = []
    for (let time = 0; time < 10; time++) times.push(await judgeAll(setting, setting.pulls, kind, `${kind} ${time}`))
    return times.slice(1).sort((a, b) => a - b)[4] ?? Number.NaN
  }
  const found = { crossing: await median('open'), quiet: await median('quiet') }
  await setting.close()
  return found
}
