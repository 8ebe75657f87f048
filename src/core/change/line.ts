import type { LineConfig, LineToken } from '../config.ts'
import { codeOf, kconfigOf } from './code.ts'
import type { Change, ChangedFile, LineHit, QuotedLine } from './change.ts'
import { bringsInUnread, isLink, isSubmodule } from './unreadable.ts'
import {
  type FileKind,
  fileKind,
  isBuildFile,
  isCopy,
  isHeader,
  isInIncludes,
  isInUapiDirectory,
  isNamedForIoctls,
  isRust,
  sameKind,
} from './kind.ts'
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
/**
 * Numbers of ioctls make a header one of uAPI, wherever it stands. A constant whose own name ends so has its value behind
 * a blank.
 */
const IOCTL_NUMBER = /_IO(?:R|W|WR|C)?(?:_BAD)?(?:\(|(?<!\bdefine \w*) \()/
/** The types that the kernel keeps for what userspace sees, and drivers in its tree also for what their firmware sees. */
const UAPI_MEMBER = /^ ?__[su](?:8|16|32|64) \w[^()]*;/
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
    all: new RegExp(token.pattern, `${token.pattern.flags}g`),
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
    return lines.map(({ kind, line, text }, index) => ({
      kind,
      line,
      text,
      code: (codes[index] ?? '').replace(/\s+/g, ' '),
    }))
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
  const shows = (line: CodeLine): boolean =>
    UAPI_TAG.test(line.text) || IOCTL_NUMBER.test(line.code) || (isInIncludes(path) && UAPI_MEMBER.test(line.code))
  const isUapi =
    headers.has(path) ||
    (!isCopy(path) &&
      (isInUapiDirectory(path) ||
        (isHeader(path) &&
          (isNamedForIoctls(path) || head.some(shows) || removed.some(({ code }) => IOCTL_NUMBER.test(code))))))
  return new Set(isUapi ? ['source', 'uapi-header'] : ['source'])
}

/** `all` is the pattern with the flag to find each of its matches. */
type Token = LineToken & { readonly all: RegExp }

const NO_NAMES: readonly string[] = []

const tokenHits = (
  file: string,
  { head, removed }: Content,
  tokens: readonly Token[],
  kinds: ReadonlySet<LineToken['in']>,
): LineHit[] => {
  const looked = tokens
    .filter((token) => kinds.has(token.in) && !(token.kind === 'uapi' && token.in === 'source' && isCopy(file)))
    .map((token) => ({ token, gone: once(() => new Set(removed.flatMap(({ code }) => namesIn(code, token)))) }))
  return head
    .filter(({ kind, code }) => kind === 'added' && /\S/.test(code))
    .flatMap((line) => {
      // What the same file loses under the same name is moved, re-indented or changed, and no addition.
      const found = looked.filter(({ token, gone }) => namesIn(line.code, token).some((name) => !gone().has(name)))
      return [...new Set(found.map(({ token }) => token.kind))].map((kind) => ({ kind, ...quote(file, line) }))
    })
}

/** Most files need none of it. */
const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}

/** What a pattern finds on a line: its group `name` where it has one, else all of the match. */
const namesIn = (code: string, { pattern, all }: Token): readonly string[] =>
  // Nearly every line holds none, and to look for all costs ten times as much as to look for one.
  pattern.test(code) ? Array.from(code.matchAll(all), (match) => match.groups?.['name'] ?? match[0]) : NO_NAMES

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
