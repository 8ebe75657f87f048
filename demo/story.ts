import type { CheckRun, Standin } from '../test/standin/index.ts'
import type { Scene } from './scene.ts'

/** One thing that happens, and what the gate must conclude from it. */
export type Step = {
  /** What happens, in one sentence. */
  readonly happens: string
  readonly expected: 'failure' | 'success'
  /** Makes it happen, and gives the webhook that GitHub sends of it. */
  readonly act: (scene: Scene, payload: Standin['payload'], lastRun: CheckRun | null) => Happening
}

type Happening = {
  /** The commit that the check run is awaited on. */
  readonly head: string
  readonly event: string
  readonly payload: ReturnType<Standin['payload']['pullRequest']>
}

/** What became of an accelerator driver in 2021, retold with an invented one. */
export const STORY: readonly Step[] = [
  {
    happens:
      'A pull request lets an accelerator share its memory by DMA-BUF and P2PDMA. Its userspace is open; of a compiler ' +
      'there is no word.',
    expected: 'failure',
    act: ({ pull }, payload) => ({
      head: pull.headSha,
      event: 'pull_request',
      payload: payload.pullRequest(pull, 'opened'),
    }),
  },
  {
    happens: 'A push names the compiler. Its repository exists, and only its vendor can read it.',
    expected: 'failure',
    act: ({ pull, declareCompiler }, payload) => {
      declareCompiler('BUSL-1.1')
      return { head: pull.headSha, event: 'pull_request', payload: payload.pullRequest(pull, 'synchronize') }
    },
  },
  {
    happens:
      'The vendor publishes it, under a proprietary licence: BUSL-1.1, which everyone may read and nobody may use in ' +
      'production. The pull request is the same as before, so its author asks for the check to be run again.',
    expected: 'failure',
    act: ({ pull, publishCompiler }, payload, lastRun) => {
      publishCompiler()
      if (lastRun === null) throw new Error('There is no check run to run again')
      return { head: pull.headSha, event: 'check_run', payload: payload.checkRun(lastRun, 'rerequested') }
    },
  },
  {
    happens: 'The vendor publishes it under Apache-2.0 WITH LLVM-exception, and a push says so in the manifest.',
    expected: 'success',
    act: ({ pull, relicenseCompiler, declareCompiler }, payload) => {
      relicenseCompiler()
      declareCompiler('Apache-2.0 WITH LLVM-exception')
      return { head: pull.headSha, event: 'pull_request', payload: payload.pullRequest(pull, 'synchronize') }
    },
  },
  {
    happens:
      'The pull request enters the merge queue, and what it will become on the base branch is judged for itself.',
    expected: 'success',
    act: ({ world, pull }, payload) => {
      const group = world.mergeGroup(pull)
      return { head: group.headSha, event: 'merge_group', payload: payload.mergeGroup(group, 'checks_requested') }
    },
  },
]
