import { constants } from 'node:fs'
import { lstat, open, readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { BoundReached, type SnapshotBounds } from './bounds.ts'
import type { Entry } from './inspector.ts'
import { createScratch, type Scratch } from './scratch.ts'
import { NO_BYTES, type Sink } from './sink.ts'

/** Reads a working tree, without following any link. `tracked` names what of it counts; null: all but `.git`. */
export const readDirectory = async (
  { root, tracked }: { readonly root: string; readonly tracked: readonly string[] | null },
  sink: Sink,
  bounds: SnapshotBounds,
): Promise<void> => {
  const scratch = createScratch()
  let entries = 0
  let bytes = 0
  for await (const path of tracked === null ? walk(root) : [...tracked].toSorted()) {
    const entry = await entryAt(root, path, bounds)
    if (entry === null) continue
    entries += 1
    bytes += entry.bytes
    if (entries > bounds.entries) throw new BoundReached('entries', `more than ${bounds.entries} entries`)
    if (bytes > bounds.bytes) throw new BoundReached('bytes', `more than ${bounds.bytes} bytes`)
    if (Buffer.byteLength(path) > bounds.pathLength)
      throw new BoundReached('path-length', `a path of more than ${bounds.pathLength} bytes`)
    const asked = sink.ask(entry)
    sink.see(asked, asked.bytes === 0 ? NO_BYTES : await readBeginning(join(root, path), asked.bytes, scratch))
  }
}

/** Every file and link, directory by directory in the order of their names. */
async function* walk(root: string): AsyncGenerator<string> {
  const pending = ['']
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    const found = await readdir(join(root, directory), { withFileTypes: true }).catch(absent)
    const below: string[] = []
    for (const { name, ...each } of (found ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(typed)) {
      if (name === '.git') continue
      const path = directory === '' ? name : `${directory}/${name}`
      if (each.isDirectory) below.push(path)
      else yield path
    }
    pending.push(...below.toReversed())
  }
}

const typed = (entry: { readonly name: string; isDirectory: () => boolean }) => ({
  name: entry.name,
  isDirectory: entry.isDirectory(),
})

/** A directory that git tracks is a submodule. Devices and the like are nothing that git would take. */
const entryAt = async (root: string, path: string, bounds: SnapshotBounds): Promise<Entry | null> => {
  const stat = await lstat(join(root, path)).catch(absent)
  if (stat === null) return null
  const common = { path, isExecutable: false, bytes: 0, target: null }
  if (stat.isSymbolicLink())
    return { ...common, kind: 'link', target: (await readlink(join(root, path))).slice(0, bounds.pathLength) }
  if (stat.isDirectory()) return { ...common, kind: 'submodule' }
  return stat.isFile() ? { ...common, kind: 'file', isExecutable: (stat.mode & 0o100) !== 0, bytes: stat.size } : null
}

/** null where it is gone or can't be read. */
const readBeginning = async (file: string, wanted: number, scratch: Scratch): Promise<Buffer | null> => {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(() => null)
  if (handle === null) return null
  try {
    scratch.begin(wanted)
    const piece = Buffer.allocUnsafe(Math.min(wanted, PIECE_BYTES))
    for (;;) {
      const { bytesRead } = await handle.read(piece, 0, piece.length, null)
      if (bytesRead === 0 || scratch.add(piece.subarray(0, bytesRead))) return scratch.bytes()
    }
  } finally {
    await handle.close()
  }
}

const PIECE_BYTES = 256 * 1024

const absent = (error: unknown): null => {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null
  throw error
}
