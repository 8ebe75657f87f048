import type { ChangedFile } from '../../core/change/change.ts'

export type DiffRead =
  | { readonly ok: true; readonly files: readonly ChangedFile[] }
  /** `line` is 1-based, in the text that was read. */
  | { readonly ok: false; readonly line: number; readonly fault: string }

/**
 * Reads the diffs of a text, git's or plain unified ones, with whatever stands between them. A hunk is read by the counts of
 * its header, so that nothing in it is taken for the end of it, and a cut one is refused.
 */
export const readDiff = (text: string): DiffRead => {
  const lines = text.split('\n')
  const files: ChangedFile[] = []
  let file: Begun | null = null
  const finish = (): void => {
    const read = file === null ? null : finished(file)
    if (read !== null) files.push(read)
    file = null
  }
  for (let at = 0; at < lines.length; at++) {
    const line = withoutReturn(lines[at] ?? '')
    const next = withoutReturn(lines[at + 1] ?? '')
    if (line.startsWith('diff --git ')) {
      finish()
      file = begin(true, namesOf(line.slice('diff --git '.length)))
    } else if (/^diff --(?:cc|combined) /.test(line)) {
      finish()
      // What a merge gained beside both its sides can't be told from one patch.
      const path = unquoted(line.replace(/^diff --\w+ /, ''))
      files.push({ path, previousPath: null, status: 'modified', patch: 'unread' })
    } else if (line.startsWith('--- ') && next.startsWith('+++ ')) {
      if (file === null || !file.isGit || file.hunks.length > 0) {
        finish()
        file = begin(false, null)
      }
      file.before = nameAt(line)
      file.after = nameAt(next)
      at++
    } else if (file !== null && HUNK.test(line)) {
      const hunk = readHunk(lines, at)
      if (hunk === null) return { ok: false, line: at + 1, fault: 'the hunk is shorter or longer than its header says' }
      file.hunks.push(hunk.join('\n'))
      at += hunk.length - 1
    } else if (file?.isGit === true) readExtended(file, line)
  }
  finish()
  return { ok: true, files }
}

/** A file whose header was seen. */
type Begun = {
  readonly isGit: boolean
  /** As git's first line has it; the only word on a file without hunks. */
  readonly named: string | null
  /** Of the lines `---` and `+++`, with what stands before the path; null for none. */
  before: string | null
  after: string | null
  from: string | null
  to: string | null
  status: ChangedFile['status'] | null
  isBinary: boolean
  readonly hunks: string[]
}

const begin = (isGit: boolean, named: string | null): Begun => ({
  isGit,
  named,
  before: null,
  after: null,
  from: null,
  to: null,
  status: null,
  isBinary: false,
  hunks: [],
})

const HUNK = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/

/** The lines of a hunk with its header; null where there are fewer or other ones. */
const readHunk = (lines: readonly string[], from: number): string[] | null => {
  const [, before = '1', after = '1'] = HUNK.exec(lines[from] ?? '') ?? []
  let old = Number(before)
  let now = Number(after)
  let at = from + 1
  for (; old > 0 || now > 0 || lines[at]?.startsWith('\\') === true; at++) {
    const line = lines[at]
    if (line === undefined) return null
    if (line.startsWith('+')) now--
    else if (line.startsWith('-')) old--
    else if (line.startsWith(' ') || line === '' || line === '\r') {
      old--
      now--
    } else if (!line.startsWith('\\')) return null
    if (old < 0 || now < 0) return null
  }
  return lines.slice(from, at)
}

const readExtended = (file: Begun, line: string): void => {
  const [, key = '', value = ''] = EXTENDED.exec(line) ?? []
  if (key === 'rename from' || key === 'copy from') file.from = unquoted(value)
  if (key === 'rename to' || key === 'copy to') {
    file.to = unquoted(value)
    file.status = key === 'copy to' ? 'copied' : 'renamed'
  }
  if (key === 'new file mode') file.status = 'added'
  if (key === 'deleted file mode') file.status = 'removed'
  if (line.startsWith('Binary files ') || line === 'GIT binary patch') file.isBinary = true
}

const EXTENDED = /^(rename from|rename to|copy from|copy to|new file mode|deleted file mode) (.*)$/
const NONE = '/dev/null'

/** null where nothing was changed that a judge could look at: a mode alone, or text that only looks like a diff. */
const finished = (file: Begun): ChangedFile | null => {
  const { isGit, named, before, after, from, to, hunks } = file
  const old = from ?? stripped(before, isGit) ?? named
  const path = to ?? stripped(after, isGit) ?? (after === NONE ? old : named)
  if (path === null || (hunks.length === 0 && !isGit)) return null
  const status = file.status ?? (before === NONE ? 'added' : after === NONE ? 'removed' : 'modified')
  const isMoved = status === 'renamed' || status === 'copied'
  if (hunks.length === 0 && status === 'modified' && !file.isBinary) return null
  return { path, previousPath: isMoved ? old : null, status, patch: patchOf(file, isMoved) }
}

const patchOf = ({ hunks, isBinary }: Begun, isMoved: boolean): string | null => {
  if (isBinary) return null
  return hunks.length > 0 ? hunks.join('\n') : isMoved ? null : ''
}

/** Plain diffs name two directories, git's `a/` and `b/`, unless it was told to name none. */
const stripped = (name: string | null, isGit: boolean): string | null => {
  if (name === null || name === NONE) return null
  return isGit && !/^[abciow]\//.test(name) ? name : name.slice(name.indexOf('/') + 1)
}

/** Behind the name a tab sets off a time. */
const nameAt = (line: string): string => unquoted(line.slice('+++ '.length).replace(/\t.*$/, ''))

/** `a/<path> b/<path>`: both the same, so that each is one half. */
const namesOf = (names: string): string | null => {
  if (names.startsWith('"')) return stripped(unquoted(/^"(?:[^"\\]|\\.)*"/.exec(names)?.[0] ?? names), true)
  const half = names.slice(0, (names.length - 1) / 2)
  const isTwice = names.length % 2 === 1 && stripped(half, true) === stripped(names.slice(half.length + 1), true)
  return isTwice ? stripped(half, true) : null
}

const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** Names with unusual bytes stand in quotes, as C writes them. */
const unquoted = (name: string): string => {
  if (!/^".*"$/s.test(name)) return name
  const raw = name.slice(1, -1).replace(/\\([0-7]{3}|.)/gs, (_, escaped: string) => {
    if (/^[0-7]{3}$/.test(escaped)) return String.fromCharCode(Number.parseInt(escaped, 8) & 0xff)
    return ESCAPES[escaped] ?? escaped
  })
  // Git writes each byte of UTF-8 for itself, and leaves what is plain.
  return /[^\0-\xff]/.test(raw) ? raw : Buffer.from(raw, 'latin1').toString('utf8')
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line)
