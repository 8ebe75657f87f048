import type { Standin } from '../../test/standin/standin.ts'
import type { CheckRun, PullRequest } from '../../test/standin/world/types.ts'
import { type createStory, KINDS } from './story.ts'

export type Result = {
  /** Open heads whose newest run isn't finished, or has another verdict than a quiet run gives. */
  readonly lost: readonly string[]
  /** Verdicts that were written twice. */
  readonly doubled: readonly string[]
  /** Whatever stood there at any moment and should not have: a green that a quiet run doesn't give, or a foreign commit. */
  readonly wrong: readonly string[]
}

/** Looks at every write, and in the end at what stands there. */
export const createTally = (
  { world, driver, kindOf }: Pick<ReturnType<typeof createStory>, 'world' | 'driver' | 'kindOf'>,
  standin: Pick<Standin, 'checkRuns'>,
) => {
  const wrong: string[] = []
  const say = (run: CheckRun) =>
    `${run.suite.headSha.slice(0, 8)} ${run.conclusion ?? run.status}: ${run.output.title ?? ''}`

  world.events.on('checkRun', (run) => {
    const kind = kindOf(run.suite.headSha)
    if (kind === undefined) wrong.push(`on no head: ${say(run)}`)
    else if (run.conclusion === 'success' && KINDS[kind].conclusion !== 'success') wrong.push(`green: ${say(run)}`)
  })

  const expected = (sha: string) => {
    const kind = kindOf(sha)
    return kind === undefined ? null : KINDS[kind].conclusion
  }
  const unfinished = (pulls: readonly PullRequest[]) =>
    pulls.filter(({ headSha }) => standin.checkRuns(driver, headSha).at(-1)?.conclusion !== expected(headSha))

  const result = (pulls: readonly PullRequest[]): Result => ({
    lost: unfinished(pulls).map(({ number, headSha }) => {
      const run = standin.checkRuns(driver, headSha).at(-1)
      return `#${number} should be ${expected(headSha) ?? '?'}, is ${run === undefined ? 'without a run' : say(run)}`
    }),
    doubled: driver.checkSuites.flatMap(({ runs }) =>
      runs
        .filter(
          (run, at) => run.conclusion !== null && runs.slice(0, at).some((each) => each.externalId === run.externalId),
        )
        .map(say),
    ),
    wrong,
  })

  return { unfinished, result }
}
