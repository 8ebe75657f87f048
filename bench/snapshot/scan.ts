import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { SnapshotSource } from '../../src/forges/snapshot-source.ts'
import type { Snapshots } from '../../src/inspect/snapshots.ts'

/** An archive of this machine, as one that comes from a forge. */
const sourceOf = (path: string): SnapshotSource => ({
  files: {
    kind: 'archive',
    open: () => {
      const body = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array<ArrayBuffer>>
      return Promise.resolve({ ok: true, value: body })
    },
  },
  list: null,
  read: () => Promise.resolve({ ok: true, value: new Map() }),
  close: () => Promise.resolve(),
})

/** What a userspace and compiler in one would be asked. */
const QUESTIONS = {
  paths: [],
  names: ['DRM_IOCTL_NPU_SUBMIT', 'DRM_IOCTL_NPU_WAIT', 'drm_npu_submit', 'NPU_SUBMIT_FENCE', 'drm_npu_wait'],
  targets: ['npu100', 'npu'],
}

/** Lets all inspectors look at an archive; milliseconds. */
export const scan = async (snapshots: Snapshots, path: string): Promise<number> => {
  const start = performance.now()
  const scanned = await snapshots.read(sourceOf(path), { base: null, questions: [QUESTIONS] })
  if (scanned.state === 'unknown') throw new Error(scanned.why.detail)
  const partial = scanned.facts[0]?.partial
  if (partial) throw new Error(`${path} is read in part only: ${partial.detail}`)
  return performance.now() - start
}
