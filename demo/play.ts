import type { CheckRun, Standin, World } from '../test/standin/index.ts'
import type { Chapter, Step } from './chapter.ts'

/** A step that has been told, and the check run that GitHub received. */
export type Played = {
  readonly step: Step
  readonly run: CheckRun
  /** The manifest at the commit that was judged. */
  readonly manifest: { readonly path: string; readonly text: string }
}

export const asTold = ({ step, run }: Played): boolean => run.conclusion === step.expected

/** Plays a step: the world changes, a signed webhook says so, and the App answers with a check run. */
export const play = async (
  world: World,
  standin: Standin,
  { manifest }: Chapter,
  step: Step,
  lastRun: CheckRun | null,
  signal: AbortSignal,
): Promise<Played> => {
  const { pull, head, event, payload } = step.act(standin.payload, lastRun)
  const [run] = await Promise.all([
    nextRun(world, head, signal),
    standin.deliver({ event, payload }).then(({ status, statusCode }) => {
      if (statusCode !== 202) throw new Error(`The App refused the webhook ${event}: ${statusCode} ${status}`)
    }),
  ])
  const text = pull.repository.file(head, manifest)?.toString() ?? ''
  return { step, run, manifest: { path: manifest, text } }
}

/** The next check run that is written to a commit. */
const nextRun = async ({ events }: World, head: string, signal: AbortSignal): Promise<CheckRun> => {
  const { promise, resolve, reject } = Promise.withResolvers<CheckRun>()
  const onRun = (run: CheckRun) => {
    if (run.suite.headSha === head) resolve(run)
  }
  const onAbort = () => reject(signal.reason as Error)
  signal.throwIfAborted()
  events.on('checkRun', onRun)
  signal.addEventListener('abort', onAbort)
  try {
    return await promise
  } finally {
    events.off('checkRun', onRun)
    signal.removeEventListener('abort', onAbort)
  }
}
