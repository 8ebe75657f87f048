import type { LineConfig, LineToken } from '../config.ts'
import { codeOf, kconfigOf } from './code.ts'
import type { Change, ChangedFile, LineHit, QuotedLine } from './change.ts'
import { bringsInUnread, isLink, isSubmodule } from './unreadable.ts'
import { type FileKind, fileKind, isBuildFile, isCopy, isHeader, isInUapiDirectory, isRust, sameKind } from './kind.ts'
import { type PatchLine, readPatch } from './patch.ts'

/** What a change shows that bears on the line, driver by driver still unsorted. */
export type Line = {
  readonly hits: readonly LineHit[]
  /** Files that bear on the line and whose change could not be had. */
  readonly unread: readonly string[]
  /** Files that are no text of source, or bring in what is none: binary by git's word, links, submodules. */
  readonly textless: readonly string[]
  /** Files that came from elsewhere, of which only what changed on the way is read. */
  readonly moves: readonly { readonly file: string; readonly from: string }[]
  /** Lines that ask for firmware files, whether added or standing beside what was. */
  readonly firmware: readonly QuotedLine[]
}

/** https://docs.kernel.org/driver-api/firmware/request_firmware.html */
const ASKS_FOR_FIRMWARE = /\b(?:MODULE_FIRMWARE|request_(?:partial_|ihex_)?firmware(?:_\w+)?|firmware_request_\w+)\s*\(/
/** Numbers of ioctls make a header one of uAPI, wherever it stands. */
const IOCTL_NUMBER = /\b[A-Z0-9_]*_IO(?:R|W|WR|C)?(?:_BAD)?\s*\(/
const UAPI_TAG = /\bWITH\s+Linux-syscall-note\b/
const LONGEST_QUOTE = 200
/** Nobody reads more of them. Beyond it, each file keeps the first of each kind, as that is what it crosses by. */
const MOST_HITS = 20_000

/**
 * Finds the lines of a change that cross the line, in the order of files and lines.
 *
 * @param headers paths of uAPI headers that manifests name
 */
export const readLine = (change: Change, headers: ReadonlySet<string>, config: LineConfig): Line => {
  const tokens = config.tokens.map((token) => ({
    ...token,
    pattern: new RegExp(token.pattern, `${token.pattern.flags}g`),
  }))
  const hits: LineHit[] = []
  const unread: string[] = []
  const textless: string[] = []
  const firmware: QuotedLine[] = []
  const moves: { file: string; from: string }[] = []
  for (const file of change.files) {
    hits.push(...manifestHits(file))
    const kind = fileKind(file.path)
    if (isSubmodule(file) || (isBuildFile(file.path) && buildsUnread(file))) textless.push(file.path)
    if (kind !== 'source' && kind !== 'kconfig') continue
    if (file.status === 'renamed' && file.previousPath !== null)
      moves.push({ file: file.path, from: file.previousPath })
    const content = readFile(file, kind)
    if (content === 'unread') unread.push(file.path)
    else if (content === 'textless') textless.push(file.path)
    else {
      if (content.head.some((line) => line.kind === 'added' && bringsInUnread(line))) textless.push(file.path)
      const found = tokenHits(file.path, content, tokens, kindsOf(file.path, kind, content, headers))
      for (const hit of atMost(found, MOST_HITS - hits.length, ({ kind }) => kind)) hits.push(hit)
      const asking = content.head.filter(({ code }) => ASKS_FOR_FIRMWARE.test(code))
      for (const line of atMost(asking, MOST_HITS - firmware.length, () => '')) firmware.push(quote(file.path, line))
    }
  }
  return { hits, unread, textless: [...new Set(textless)], firmware, moves }
}

/** So many of them, and the first of each kind in any case. */
const atMost = <T>(items: readonly T[], most: number, kindOf: (item: T) => string): readonly T[] => {
  const seen = new Set<string>()
  return items.filter((item, at) => {
    const isFirst = !seen.has(kindOf(item))
    seen.add(kindOf(item))
    return isFirst || at < most
  })
}

const buildsUnread = ({ patch }: ChangedFile): boolean =>
  patch !== null &&
  patch !== 'unread' &&
  (readPatch(patch) ?? []).some(({ lines }) =>
    lines.some(({ kind, text }) => kind === 'added' && bringsInUnread({ text, code: text })),
  )

type CodeLine = PatchLine & { readonly code: string }
type Content = { readonly head: readonly CodeLine[]; readonly removed: readonly CodeLine[] }

const readFile = (file: ChangedFile, kind: FileKind): Content | 'unread' | 'textless' => {
  if (file.status === 'removed') return { head: [], removed: [] }
  if (file.patch === 'unread') return 'unread'
  // What was documentation a moment ago may be code under its new name, and nobody has looked at it.
  const isMoved = file.status === 'renamed' || file.status === 'copied'
  if (isMoved && !sameKind(file.previousPath ?? '', file.path)) return 'unread'
  if (file.patch === null) {
    if (file.status !== 'renamed') return 'textless'
    return { head: [], removed: [] }
  }
  const hunks = readPatch(file.patch)
  if (hunks === null) return 'unread'
  if (isLink(file.patch, hunks)) return 'textless'
  const language = isRust(file.path) ? 'rust' : 'c'
  const strip = (lines: readonly string[], fromTheTop: boolean): string[] =>
    kind === 'kconfig' ? kconfigOf(lines) : codeOf(lines, fromTheTop, language)
  const withCode = (lines: readonly PatchLine[], fromTheTop: boolean): CodeLine[] => {
    const codes = strip(
      lines.map(({ text }) => text),
      fromTheTop,
    )
    // Patterns may try each way to share out a run of blanks.
    return lines.map((line, index) => ({ ...line, code: (codes[index] ?? '').replace(/\s+/g, ' ') }))
  }
  return {
    head: hunks.flatMap(({ start, lines }) =>
      withCode(
        lines.filter(({ kind }) => kind !== 'removed'),
        start <= 1,
      ),
    ),
    removed: hunks.flatMap(({ start, lines }) =>
      withCode(
        lines.filter(({ kind }) => kind !== 'added'),
        start <= 1,
      ).filter(({ kind }) => kind === 'removed'),
    ),
  }
}

const kindsOf = (
  path: string,
  kind: 'source' | 'kconfig',
  { head, removed }: Content,
  headers: ReadonlySet<string>,
): ReadonlySet<LineToken['in']> => {
  if (kind === 'kconfig') return new Set(['kconfig'])
  const isUapi =
    headers.has(path) ||
    (!isCopy(path) &&
      (isInUapiDirectory(path) ||
        (isHeader(path) &&
          (head.some(({ text, code }) => UAPI_TAG.test(text) || IOCTL_NUMBER.test(code)) ||
            removed.some(({ code }) => IOCTL_NUMBER.test(code))))))
  return new Set(isUapi ? ['source', 'uapi-header'] : ['source'])
}

const tokenHits = (
  file: string,
  { head, removed }: Content,
  tokens: readonly LineToken[],
  kinds: ReadonlySet<LineToken['in']>,
): LineHit[] => {
  const looked = tokens
    .filter((token) => kinds.has(token.in) && !(token.kind === 'uapi' && token.in === 'source' && isCopy(file)))
    .map((token) => ({ ...token, gone: new Set(removed.flatMap(({ code }) => namesIn(code, token.pattern))) }))
  return head
    .filter(({ kind, code }) => kind === 'added' && /\S/.test(code))
    .flatMap((line) => {
      // What the same file loses under the same name is moved, re-indented or changed, and no addition.
      const found = looked.filter(({ pattern, gone }) => namesIn(line.code, pattern).some((name) => !gone.has(name)))
      return [...new Set(found.map(({ kind }) => kind))].map((kind) => ({ kind, ...quote(file, line) }))
    })
}

/** What a pattern finds on a line: its group `name` where it has one, else all of the match. */
const namesIn = (code: string, pattern: RegExp): string[] =>
  Array.from(code.matchAll(pattern), (match) => match.groups?.['name'] ?? match[0])

/** Any change to a manifest crosses, or an opened stack could be closed quietly. */
const manifestHits = (file: ChangedFile): LineHit[] => {
  const hits: LineHit[] = []
  const { path, previousPath } = file
  if (fileKind(path) === 'manifest') {
    const hunks = file.patch === null || file.patch === 'unread' ? null : readPatch(file.patch)
    const first = hunks?.flatMap(({ lines }) => lines).find(({ kind }) => kind === 'added')
    hits.push({
      kind: 'manifest',
      ...(first === undefined ? { file: path, line: null, text: '' } : quote(path, first)),
    })
  }
  if (file.status === 'renamed' && previousPath !== null && fileKind(previousPath) === 'manifest')
    hits.push({ kind: 'manifest', file: previousPath, line: null, text: '' })
  return hits
}

const quote = (file: string, { line, text }: PatchLine): QuotedLine => ({
  file,
  line,
  text: text.trim().slice(0, LONGEST_QUOTE),
})
