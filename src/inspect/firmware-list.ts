import type { Unknown } from '../core/case.ts'
import { NOTHING } from '../core/evidence/nothing.ts'
import type { ContentsRead } from '../core/evidence/snapshot-facts.ts'
import { leadsTo } from '../core/license/leads.ts'
import type { LicenseFile } from '../core/license/license-file.ts'
import type { Answer } from '../forges/answer.ts'
import type { SnapshotSource } from '../forges/snapshot-source.ts'
import type { Snapshots } from './snapshots.ts'

/** linux-firmware's list of what each file is and may be used for, in its root. */
const LIST = 'WHENCE'
/** Of waiting for single files, in milliseconds. */
const TIME = 60_000

/**
 * Reads a repository of firmware by its list and the licence files that this names, as its archive has gigabytes of
 * what nobody can read anyway. null where it has no such list.
 *
 * @param each for each of those that ask, the paths in question
 */
export const readFirmwareList = async (
  source: SnapshotSource,
  snapshots: Snapshots,
  each: readonly (readonly string[])[],
): Promise<readonly ContentsRead[] | null> => {
  const signal = AbortSignal.timeout(TIME)
  try {
    const list = await read(source, snapshots, [LIST], signal)
    if (list.state === 'unknown') return each.map(() => list)
    if (list.files.length === 0) return null
    const named = new Set(each.flatMap((paths) => leadsTo(list.files, paths)))
    const further = await read(source, snapshots, [...named], signal)
    if (further.state === 'unknown') return each.map(() => further)
    const facts = { ...NOTHING, licenses: { files: [...list.files, ...further.files], headers: [] } }
    return each.map(() => ({ state: 'read', facts }))
  } finally {
    await source.close()
  }
}

type Read =
  | { readonly state: 'read'; readonly files: readonly LicenseFile[] }
  | { readonly state: 'unknown'; readonly why: Unknown }

const read = async (
  source: SnapshotSource,
  snapshots: Snapshots,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Read> => {
  if (paths.length === 0) return { state: 'read', files: [] }
  const found: Answer<ReadonlyMap<string, Uint8Array>> = await source.read(paths, signal)
  if (!found.ok) return { state: 'unknown', why: found.failure.kind === 'unknown' ? found.failure.why : GONE }
  if (found.value.size === 0) return { state: 'read', files: [] }
  return snapshots.tellLicenses([...found.value].map(([path, bytes]) => ({ path, bytes })))
}

const GONE: Unknown = { cause: 'changing', detail: 'its files were gone when they were read', retryAt: null }
