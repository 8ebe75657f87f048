import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { BoundReached, BrokenSnapshot, type SnapshotBounds } from './bounds.ts'
import type { Entry } from './inspector.ts'
import { createScratch } from './scratch.ts'
import { type Asked, NO_BYTES, type Sink } from './sink.ts'

/**
 * Reads a commit from a git directory by git's plumbing, which runs nothing of the repository's own and fetches nothing.
 * What is listed and isn't there is an entry without content. Rejects with `BoundReached` or `BrokenSnapshot`.
 */
export const readGit = async (
  { directory, commit }: { readonly directory: string; readonly commit: string },
  sink: Sink,
  bounds: SnapshotBounds,
): Promise<void> => {
  if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(commit)) throw new BrokenSnapshot(`${commit} is no commit`)
  const listing = git(directory, ['ls-tree', '-r', '-z', '-l', '--full-tree', commit])
  const objects = git(directory, ['cat-file', '--batch'])
  try {
    const contents = contentsOf(objects.stdout)
    let batch: Listed[] = []
    const readBatch = async (): Promise<void> => {
      const asked = batch.map((listed) => ({ ...listed, asked: sink.ask(listed.entry) }))
      // So few names that the pipe holds them all, while nobody reads yet.
      objects.stdin.write(
        asked.map(({ asked, ...listed }) => (isWanted(asked, listed) ? `${listed.object}\n` : '')).join(''),
      )
      for (const { asked: each, ...listed } of asked) {
        if (!listed.isThere) sink.see(each, null)
        else if (!isWanted(each, listed)) sink.see(each, NO_BYTES)
        else if (listed.entry.kind === 'link') {
          const target = await contents(bounds.pathLength)
          sink.see({ ...each, entry: { ...listed.entry, target: target?.toString('utf8') ?? '' } }, NO_BYTES)
        } else sink.see(each, await contents(each.bytes))
      }
      batch = []
    }
    let entries = 0
    let bytes = 0
    for await (const record of recordsOf(listing.stdout, bounds)) {
      const listed = toListed(record, bounds)
      entries += 1
      bytes += listed.entry.bytes
      if (entries > bounds.entries) throw new BoundReached('entries', `more than ${bounds.entries} entries`)
      if (bytes > bounds.bytes) throw new BoundReached('bytes', `more than ${bounds.bytes} bytes`)
      batch.push(listed)
      if (batch.length >= BATCH) await readBatch()
    }
    await readBatch()
    if ((await listing.ended) !== 0) throw new BrokenSnapshot('git could not list its files')
  } finally {
    listing.end()
    objects.end()
  }
}

/** At 41 or 65 bytes each, far fewer than a pipe holds. */
const BATCH = 256

type Listed = { readonly entry: Entry; readonly object: string; readonly isThere: boolean }

/** A link's target is its content. */
const isWanted = (asked: Asked, { entry, isThere }: Listed): boolean =>
  isThere && (asked.bytes > 0 || entry.kind === 'link')

type Git = {
  readonly stdin: Writable
  readonly stdout: Readable
  /** Its exit code, null where a signal ended it. */
  readonly ended: Promise<number | null>
  readonly end: () => void
}

const git = (directory: string, command: readonly string[]): Git => {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(
    'git',
    ['--no-pager', `--git-dir=${directory}`, ...command],
    { stdio: ['pipe', 'pipe', 'ignore'], env: gitEnvironment() },
  )
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', resolve)
    child.on('error', () => resolve(null))
  })
  // It may end while it is written to; what it says then is told by its output.
  child.stdin.on('error', () => undefined)
  return { stdin: child.stdin, stdout: child.stdout, ended, end: () => void child.kill() }
}

/** Nothing of the user's or the machine's configuration, no other object in a place of one, no network. */
const gitEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  // Versions before 2.44 don't know the line above, and fetch by a protocol.
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
})

/** Splits at zero bytes. */
async function* recordsOf(stdout: Readable, bounds: SnapshotBounds): AsyncGenerator<Buffer> {
  let rest: Buffer = NO_BYTES
  for await (const chunk of stdout as AsyncIterable<Buffer>) {
    let from = 0
    for (let at = chunk.indexOf(0); at >= 0; at = chunk.indexOf(0, from)) {
      const record = chunk.subarray(from, at)
      yield rest.length === 0 ? record : Buffer.concat([rest, record])
      rest = NO_BYTES
      from = at + 1
    }
    rest = Buffer.concat([rest, chunk.subarray(from)])
    if (rest.length > bounds.pathLength + 256) throw tooLong(bounds)
  }
  if (rest.length > 0) throw new BrokenSnapshot('git ended in the middle of its list')
}

const RECORD = /^(\d{6}) (blob|commit|tree) ([0-9a-f]{40,64}) +(-|BAD|\d+)\t/

const toListed = (record: Buffer, bounds: SnapshotBounds): Listed => {
  const [head, mode = '', type, object = '', size] = RECORD.exec(record.subarray(0, 160).toString('latin1')) ?? []
  if (head === undefined || type === 'tree') throw new BrokenSnapshot('git listed what is no file')
  if (record.length - head.length > bounds.pathLength) throw tooLong(bounds)
  const path = record.subarray(head.length).toString('utf8')
  const kind = type === 'commit' ? 'submodule' : mode === '120000' ? 'link' : 'file'
  const isThere = size !== 'BAD'
  const bytes = Number(size)
  return {
    object,
    isThere,
    entry: {
      path,
      kind,
      isExecutable: mode === '100755',
      bytes: kind === 'file' && Number.isSafeInteger(bytes) ? bytes : 0,
      target: kind === 'link' ? '' : null,
    },
  }
}

const tooLong = ({ pathLength }: SnapshotBounds): BoundReached =>
  new BoundReached('path-length', `a path of more than ${pathLength} bytes`)

/** Reads what `cat-file --batch` answers, object by object: the first bytes of each, null for one that it hasn't. */
const contentsOf = (stdout: Readable): ((wanted: number) => Promise<Buffer | null>) => {
  const scratch = createScratch()
  const chunks = (stdout as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  let chunk: Buffer = NO_BYTES
  const more = async (): Promise<void> => {
    const next = await chunks.next()
    if (next.done === true) throw new BrokenSnapshot('git ended while it was asked for files')
    chunk = next.value
  }
  const line = async (): Promise<string> => {
    let text = ''
    for (;;) {
      const at = chunk.indexOf(10)
      text += chunk.toString('latin1', 0, at < 0 ? chunk.length : at)
      chunk = at < 0 ? NO_BYTES : chunk.subarray(at + 1)
      if (at >= 0) return text
      if (text.length > 256) throw new BrokenSnapshot('git answered what was not understood')
      await more()
    }
  }
  return async (wanted) => {
    const head = await line()
    if (head.endsWith(' missing')) return null
    const size = Number(/^[0-9a-f]+ blob (\d+)$/.exec(head)?.[1] ?? Number.NaN)
    if (!Number.isSafeInteger(size)) throw new BrokenSnapshot('git answered what was not understood')
    scratch.begin(Math.min(wanted, size))
    // With the newline that ends it.
    for (let left = size + 1; left > 0;) {
      if (chunk.length === 0) await more()
      const piece = chunk.subarray(0, left)
      scratch.add(piece)
      left -= piece.length
      chunk = chunk.subarray(piece.length)
    }
    return scratch.bytes()
  }
}
