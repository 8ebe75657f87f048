import apache from 'spdx-license-list/licenses/Apache-2.0.json' with { type: 'json' }
import type { World } from '../../test/standin/index.ts'
import { type Chapter, pullRequestEvent, runAgain } from '../chapter.ts'
import { filesOf } from '../files.ts'
import { recorded } from '../recorded.ts'

const MANIFEST = 'open-userspace.yml'
const BRANCH = 'export-dmabuf'

/**
 * A pull request of 2026 to a stand-alone driver, as it is recorded in `test/cases/real-tt-kmd-251*.yml`: what it changes
 * and declares is read from there, and the repositories that it declares hold a few lines that were written for this.
 */
export const usedByTestsAlone = (world: World): Chapter => {
  const before = recorded('real-tt-kmd-251')
  const after = recorded('real-tt-kmd-251-linked')
  const kmd = world.repository({
    name: 'tenstorrent/tt-kmd',
    license: 'GPL-2.0',
    files: { ...before.base, ...filesOf('tt-kmd') },
  })
  const umd = world.repository({
    name: 'tenstorrent/tt-umd',
    license: 'Apache-2.0',
    files: { ...filesOf('tt-umd'), LICENSE: apache.licenseText },
  })
  world.repository({
    name: 'tenstorrent/tt-mlir',
    license: 'Apache-2.0',
    files: { ...filesOf('tt-mlir'), LICENSE: apache.licenseText },
  })

  kmd.commit(BRANCH, { message: 'Export buffers to peers by DMA-BUF', changes: before.head })
  const pull = world.pullRequest({ base: kmd, head: BRANCH, title: 'Export buffers to peers by DMA-BUF', number: 251 })
  umd.commit(BRANCH, { message: 'Share device memory with peers', changes: filesOf('tt-umd-export') })
  umd.collaborator('maintainer', 'write')
  return {
    title: 'A case of 2026: an ioctl that only tests and tools use',
    manifest: MANIFEST,
    steps: [
      {
        happens:
          'tt-kmd #251 adds DMA-BUF export, peer-to-peer and an ioctl. The declared userspace is open, and has no use of ' +
          "that ioctl: the driver's own tests and tools are all that call it.",
        expected: 'failure',
        act: (payload) => {
          world.install({ account: 'tenstorrent' })
          return pullRequestEvent(payload, pull, 'opened')
        },
      },
      {
        happens: 'The userspace side is opened for review, and a push links it in the manifest.',
        expected: 'action_required',
        act: (payload) => {
          world.pullRequest({ base: umd, head: BRANCH, title: 'Share device memory with peers', number: 41 })
          kmd.commit(BRANCH, {
            message: 'Link the userspace change',
            changes: { [MANIFEST]: after.head[MANIFEST] ?? null },
          })
          return pullRequestEvent(payload, pull, 'synchronize')
        },
      },
      {
        happens: 'Someone who may push to the userspace approves it there, and the check is run again.',
        expected: 'success',
        act: (payload, lastRun) => {
          umd.pulls.find(({ number }) => number === 41)?.review('maintainer', 'APPROVED')
          return runAgain(payload, pull, lastRun)
        },
      },
    ],
  }
}
