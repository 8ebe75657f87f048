import { type Chapter, pullRequestEvent, runAgain } from '../chapter.ts'
import { LYNX_MANIFEST, type Lynx } from './lynx.ts'

/** What became of an accelerator driver in 2021, retold with an invented one. */
export const storyOf2021 = ({
  world,
  pull,
  install,
  declareCompiler,
  publishCompiler,
  relicenseCompiler,
}: Lynx): Chapter => ({
  title: 'The story of 2021: an accelerator, its compiler, and the gate',
  manifest: LYNX_MANIFEST,
  steps: [
    {
      happens:
        'A pull request lets an accelerator share its memory by DMA-BUF and P2PDMA. Its userspace is open; of a ' +
        'compiler there is no word.',
      expected: 'failure',
      act: (payload) => {
        install()
        return pullRequestEvent(payload, pull, 'opened')
      },
    },
    {
      happens: 'A push names the compiler. Its repository exists, and only its vendor can read it.',
      expected: 'failure',
      act: (payload) => {
        declareCompiler('BUSL-1.1')
        return pullRequestEvent(payload, pull, 'synchronize')
      },
    },
    {
      happens:
        'The vendor publishes it, under a proprietary licence: BUSL-1.1, which everyone may read and nobody may use in ' +
        'production. The pull request is the same as before, so its author asks for the check to be run again.',
      expected: 'failure',
      act: (payload, lastRun) => {
        publishCompiler()
        return runAgain(payload, pull, lastRun)
      },
    },
    {
      happens: 'The vendor publishes it under Apache-2.0 WITH LLVM-exception, and a push says so in the manifest.',
      expected: 'success',
      act: (payload) => {
        relicenseCompiler()
        declareCompiler('Apache-2.0 WITH LLVM-exception')
        return pullRequestEvent(payload, pull, 'synchronize')
      },
    },
    {
      happens:
        'The pull request enters the merge queue, and what it will become on the base branch is judged for itself.',
      expected: 'success',
      act: (payload) => {
        const group = world.mergeGroup(pull)
        return {
          pull,
          head: group.headSha,
          event: 'merge_group',
          payload: payload.mergeGroup(group, 'checks_requested'),
        }
      },
    },
  ],
})
