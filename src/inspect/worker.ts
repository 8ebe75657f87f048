import type { MessagePort } from 'node:worker_threads'
import type { Unknown } from '../core/case.ts'
import type { SnapshotFacts } from '../core/evidence/snapshot-facts.ts'
import type { LicenseFile } from '../core/license/license-file.ts'
import type { Listing } from '../forges/snapshot-source.ts'
import { BrokenSnapshot, type SnapshotBounds } from './bounds.ts'
import type { Questions } from './inspector.ts'
import { chunksFrom, SourceFailed } from './pump.ts'
import { readArchive } from './read-archive.ts'
import { readDirectory } from './read-directory.ts'
import { readGit } from './read-git.ts'
import { scanSnapshot } from './scan.ts'
import type { Sink } from './sink.ts'
import { tellLicense } from './tell-license.ts'

/** What a worker is given: what to read, and what to ask of it. */
export type ScanTask = {
  readonly files:
    | { readonly kind: 'archive'; readonly port: MessagePort }
    | { readonly kind: 'git'; readonly directory: string; readonly commit: string }
    | { readonly kind: 'directory'; readonly root: string; readonly tracked: readonly string[] | null }
  readonly listing: Listing | null
  readonly base: string | null
  readonly questions: readonly Questions[]
  readonly bounds: SnapshotBounds
}

/** One for each of the questions, in their order. */
export type Scanned =
  | { readonly state: 'read'; readonly facts: readonly SnapshotFacts[] }
  | { readonly state: 'unknown'; readonly why: Unknown }

/** Runs in a worker thread. What fails here by foreign hands is an answer; what throws is a fault of ours. */
export const scan = async ({ files, bounds, ...options }: ScanTask): Promise<Scanned> => {
  try {
    return {
      state: 'read',
      facts: await scanSnapshot({
        ...options,
        time: bounds.time,
        isTree: files.kind === 'git',
        read: reader(files, bounds),
      }),
    }
  } catch (error) {
    if (error instanceof SourceFailed) return { state: 'unknown', why: error.why }
    if (error instanceof BrokenSnapshot)
      return { state: 'unknown', why: { cause: 'malformed', detail: error.message, retryAt: null } }
    throw error
  } finally {
    if (files.kind === 'archive') files.port.close()
  }
}

export type LicenseTask = { readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[] }

/** Runs in a worker thread. */
export const licenses = ({ files }: LicenseTask): readonly LicenseFile[] =>
  files.map(({ path, bytes }) => tellLicense({ path, target: null, content: bytes }))

const reader =
  (files: ScanTask['files'], bounds: SnapshotBounds) =>
  (sink: Sink): Promise<void> => {
    switch (files.kind) {
      case 'archive':
        return readArchive(chunksFrom(files.port), sink, bounds)
      case 'git':
        return readGit(files, sink, bounds)
      case 'directory':
        return readDirectory(files, sink, bounds)
    }
  }
