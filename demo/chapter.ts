import type { CheckRun, PullRequest, Standin } from '../test/standin/index.ts'

/** Part of what the demo tells: steps that follow on one another. */
export type Chapter = {
  readonly title: string
  /** Where the driver's manifest is. */
  readonly manifest: string
  readonly steps: readonly Step[]
}

/** One thing that happens, and what the gate must conclude from it. */
export type Step = {
  /** What happens, in one sentence or two. */
  readonly happens: string
  readonly expected: 'failure' | 'action_required' | 'success'
  /** Makes it happen, and gives the webhook that GitHub sends of it. */
  readonly act: (payload: Standin['payload'], lastRun: CheckRun | null) => Happening
}

export type Happening = {
  readonly pull: PullRequest
  /** The commit that the check run is awaited on. */
  readonly head: string
  readonly event: string
  readonly payload: ReturnType<Standin['payload']['pullRequest']>
}

/** A pull request that was opened, or that was pushed to. */
export const pullRequestEvent = (
  payload: Standin['payload'],
  pull: PullRequest,
  action: 'opened' | 'synchronize',
): Happening => ({ pull, head: pull.headSha, event: 'pull_request', payload: payload.pullRequest(pull, action) })

/** Its author asks for the check to be run again, where nothing in the pull request has changed. */
export const runAgain = (payload: Standin['payload'], pull: PullRequest, lastRun: CheckRun | null): Happening => {
  if (lastRun === null) throw new Error('There is no check run to run again')
  return { pull, head: pull.headSha, event: 'check_run', payload: payload.checkRun(lastRun, 'rerequested') }
}
