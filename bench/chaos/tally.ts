import type { CheckRun, PullRequest } from '../../test/standin/world/types.ts'
import { type createStory, KINDS } from './story.ts'

export type Result = {
  /** Open heads whose newest run isn't finished, or has another verdict than a quiet run gives. */
  readonly lost: readonly string[]
  /**
   * Verdicts that were written twice: a run that says, from its beginning, what the one before it says, or begins while
   * that isn't finished. One that waited for its verdict in between was another judging.
   */
  readonly doubled: readonly string[]
  /** Whatever stood there at any moment and should not have: a green that a quiet run doesn't give, or a foreign commit. */
  readonly wrong: readonly string[]
}

/** Looks at every write, and in the end at what stands there. */
export const createTally = ({ world, kindOf }: Pick<ReturnType<typeof createStory>, 'world' | 'kindOf'>) => {
  const wrong: string[] = []
  const doubled: string[] = []
  const newest = new Map<string, CheckRun>()
  const say = (run: CheckRun) =>
    `${run.suite.headSha.slice(0, 8)} ${run.conclusion ?? run.status}: ${run.output.title ?? ''}`

  world.events.on('checkRun', (run) => {
    const { headSha } = run.suite
    const before = newest.get(headSha)
    if (before !== undefined && run.id > before.id && (before.conclusion === null || saysTheSame(before, run)))
      doubled.push(`${say(run)} (${before.externalId}, then ${run.externalId})`)
    if (run.id >= (before?.id ?? 0)) newest.set(headSha, run)
    const kind = kindOf(headSha)
    if (kind === undefined) wrong.push(`on no head: ${say(run)}`)
    else if (run.conclusion === 'success' && KINDS[kind].conclusion !== 'success') wrong.push(`green: ${say(run)}`)
  })

  const expected = (sha: string) => {
    const kind = kindOf(sha)
    return kind === undefined ? null : KINDS[kind].conclusion
  }
  const unfinished = (pulls: readonly PullRequest[]) =>
    pulls.filter(({ headSha }) => newest.get(headSha)?.conclusion !== expected(headSha))

  const result = (pulls: readonly PullRequest[]): Result => ({
    lost: unfinished(pulls).map(({ number, headSha }) => {
      const run = newest.get(headSha)
      return `#${number} should be ${expected(headSha) ?? '?'}, is ${run === undefined ? 'without a run' : say(run)}`
    }),
    doubled,
    wrong,
  })

  return { unfinished, result }
}

const saysTheSame = (before: CheckRun, run: CheckRun): boolean =>
  run.conclusion !== null && run.externalId === before.externalId
