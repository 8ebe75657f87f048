import { type Chapter, pullRequestEvent } from '../chapter.ts'
import { LYNX_MANIFEST, type Lynx } from './lynx.ts'

/** How a stack that was opened is closed again: an open licence over code that nobody can read. */
export const closedUnderMit = ({ proposeReleases }: Lynx): Chapter => ({
  title: 'After the merge: an open licence over prebuilt code',
  manifest: LYNX_MANIFEST,
  steps: [
    {
      happens:
        'The driver is merged. Then a pull request names another repository for its compiler, and changes nothing ' +
        'else: it is public, its licence is MIT, and what it holds is libraries and headers.',
      expected: 'failure',
      act: (payload) => pullRequestEvent(payload, proposeReleases(), 'opened'),
    },
  ],
})
