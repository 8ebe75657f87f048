import type { LineConfig, LineToken } from '../config.ts'
import type { Change, ChangedFile, LineHit, LineKind, QuotedLine } from './change.ts'
import { changedCode, type CodeHunk, type CodeLine, codeOfFile } from './changed-code.ts'
import type { NamesOfFile } from './gains.ts'
import { hasHint } from './hint.ts'
import { fileKind, isBuildFile, isCopy, isCpp } from './kind.ts'
import { type Pasted, pasted } from './paste.ts'
import { readPatch } from './patch.ts'
import { quote } from './quote.ts'
import { ioctlsOfSource } from './source-ioctls.ts'
import { knownHeader, type Surroundings } from './surroundings.ts'
import { isUapiHeader, isUnsettled } from './uapi-header.ts'
import { namesDeclared } from './uapi-names.ts'
import { bringsInUnread, isSubmodule } from './unreadable.ts'

/** What a change shows that bears on the line, driver by driver still unsorted. */
export type Line = {
  readonly hits: readonly LineHit[]
  /** Names that headers of uAPI declare, and ioctls that sources do, before the change and after it. */
  readonly names: readonly NamesOfFile[]
  /** Where the change shows that a group was in use before it: one for each file and group. */
  readonly uses: readonly { readonly file: string; readonly kind: LineKind }[]
  /** Headers that may be of uAPI, which only the whole of them could tell. */
  readonly unsettled: readonly string[]
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
/** Nobody reads more of them. Beyond it, each file keeps the first of each kind, as that is what it crosses by. */
const MOST_HITS = 20_000

/**
 * Finds the lines of a change that cross the line, in the order of files and lines.
 *
 * @param headers paths of uAPI headers that manifests name
 */
export const readLine = (
  change: Change,
  headers: ReadonlySet<string>,
  config: LineConfig,
  surroundings?: Surroundings,
): Line => {
  const tokens = tokensOf(config)
  const countsUapi = surroundings?.state !== 'read' || surroundings.buildsModule !== false
  const hits: LineHit[] = []
  const unread: string[] = []
  const textless: string[] = []
  const firmware: QuotedLine[] = []
  const moves: { file: string; from: string }[] = []
  const names: NamesOfFile[] = []
  const uses: { file: string; kind: LineKind }[] = []
  const unsettled: string[] = []
  for (const file of change.files) {
    hits.push(...manifestHits(file))
    const kind = fileKind(file.path)
    if (isSubmodule(file) || (isBuildFile(file.path) && buildsUnread(file))) textless.push(file.path)
    // The kernel builds no C++, so that what it holds is userspace's.
    if ((kind !== 'source' && kind !== 'kconfig') || isCpp(file.path)) continue
    if (file.status === 'renamed' && file.previousPath !== null)
      moves.push({ file: file.path, from: file.previousPath })
    const isPasting = typeof file.patch === 'string' && file.patch.includes('##')
    const hunks = changedCode(file, kind, isPasting)
    if (hunks === 'unread') unread.push(file.path)
    else if (hunks === 'textless') textless.push(file.path)
    else {
      const head = hunks.flatMap((hunk) => hunk.head)
      const made = isPasting ? pasted(head) : NOTHING_PASTED
      const isHidden = hunks.some(({ isUncovering }) => isUncovering)
      if (isHidden || made.isSuspect || head.some((line) => line.isNew && bringsInUnread(line)))
        textless.push(file.path)
      const { path } = file
      const isNamed = headers.has(path)
      const isUapi =
        isNamed || (countsUapi && kind === 'source' && isUapiHeader(path, hunks, knownHeader(surroundings, path)))
      if (!isNamed && isUnsettled(path, hunks)) unsettled.push(path)
      const whole = isUapi ? changedCode(file, kind, true) : hunks
      const declared =
        kind === 'source' && (isNamed || countsUapi) && typeof whole !== 'string' ? namesOf(path, whole, isUapi) : null
      if (declared !== null) names.push(declared)
      const counted = countsUapi ? tokens : tokens.filter((token) => token.kind !== 'uapi')
      const found = tokenHits(path, hunks, counted, { kind, declared, made: made.lines })
      for (const used of usesIn(path, hunks, tokens, kind)) uses.push({ file: path, kind: used })
      for (const hit of atMost(found, MOST_HITS - hits.length, ({ kind }) => kind)) hits.push(hit)
      const asking = file.status === 'removed' ? [] : head.filter(({ code }) => ASKS_FOR_FIRMWARE.test(code))
      for (const line of atMost(asking, MOST_HITS - firmware.length, () => '')) firmware.push(quote(file.path, line))
    }
  }
  return { hits, names, uses, unsettled, unread, textless: [...new Set(textless)], firmware, moves }
}

const namesOf = (file: string, hunks: readonly CodeHunk[], isUapi: boolean): NamesOfFile | null => {
  if (!isUapi) return isCopy(file) ? null : ioctlsOfSource(file, hunks)
  const side = (lines: (hunk: CodeHunk) => readonly CodeLine[]): NamesOfFile['head'] =>
    namesDeclared(
      file,
      hunks.map((hunk) => ({ fromTheTop: hunk.fromTheTop, section: hunk.section, lines: lines(hunk) })),
    )
  return { file, base: side(({ base }) => base), head: side(({ head }) => head) }
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

/** `all` is the pattern with the flag to find each of its matches. */
type Token = LineToken & { readonly all: RegExp }

/** Compiled once, as a change may be read file by file. */
const tokensOf = (config: LineConfig): readonly Token[] => {
  const known = compiled.get(config) ?? config.tokens.map(withAll)
  compiled.set(config, known)
  return known
}
const compiled = new WeakMap<LineConfig, readonly Token[]>()

const withAll = (token: LineToken): Token => ({
  ...token,
  all: new RegExp(token.pattern, `${token.pattern.flags}g`),
})

/** Groups whose tokens the base's side shows. What stands in tests and tools is no driver's use. */
const usesIn = (
  path: string,
  hunks: readonly CodeHunk[],
  tokens: readonly Token[],
  kind: LineToken['in'],
): ReadonlySet<LineKind> => {
  if (isCopy(path)) return new Set()
  const looked = tokens.filter((token) => token.in === kind && token.kind !== 'uapi' && !token.loose)
  const codes = hunks.flatMap(({ base }) => base.flatMap(({ code }) => (hasHint(code) ? [code] : [])))
  return new Set(looked.filter(({ pattern }) => codes.some((code) => pattern.test(code))).map((token) => token.kind))
}

/** Groups whose tokens stand in a whole file. */
export const groupsIn = (path: string, text: string, config: LineConfig): ReadonlySet<LineKind> => {
  const kind = fileKind(path)
  if ((kind !== 'source' && kind !== 'kconfig') || isCopy(path) || isCpp(path)) return new Set()
  const codes = codeOfFile(path, kind, text).filter(hasHint)
  const looked = config.tokens.filter((token) => token.in === kind && token.kind !== 'uapi' && !token.loose)
  return new Set(looked.filter(({ pattern }) => codes.some((code) => pattern.test(code))).map((token) => token.kind))
}

const NO_NAMES: readonly string[] = []
const NOTHING_PASTED: Pasted = { lines: [], isSuspect: false }

type Looked = {
  readonly kind: LineToken['in']
  readonly declared: NamesOfFile | null
  /** Lines as they read with their macros replaced. */
  readonly made: readonly CodeLine[]
}

const tokenHits = (
  file: string,
  hunks: readonly CodeHunk[],
  tokens: readonly Token[],
  { kind, declared, made }: Looked,
): LineHit[] => {
  const removed = hunks.flatMap(({ base }) => base.filter(({ isNew, code }) => isNew && hasHint(code)))
  // What is declared crosses by its name.
  const named = new Set((declared?.head ?? []).flatMap(({ lines: [first, last] }) => rangeOf(first, last)))
  const looked = tokens
    .filter((token) => token.in === kind && !(token.kind === 'uapi' && isCopy(file)))
    .map((token) => ({ token, gone: once(() => new Set(removed.flatMap(({ code }) => namesIn(code, token)))) }))
  const hits = [...hunks.flatMap(({ head }) => head), ...made]
    .filter(({ isNew, code }) => isNew && hasHint(code))
    .flatMap((line) => {
      // What the same file loses under the same name is moved, re-indented or changed, and no addition.
      const found = looked.filter(
        ({ token, gone }) =>
          !(token.kind === 'uapi' && named.has(line.line)) &&
          namesIn(line.code, token).some((name) => !gone().has(name)),
      )
      return [...new Set(found.map(({ token }) => token.kind))].map((kind) => ({ kind, ...quote(file, line) }))
    })
  return made.length === 0 ? hits : [...new Map(hits.map((hit) => [`${hit.kind} ${hit.line}`, hit])).values()]
}

const rangeOf = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at)

/** Most files need none of it. */
const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}

/** What a pattern finds on a line: its group `name` where it has one, else all of the match. */
const namesIn = (code: string, { pattern, all }: Token): readonly string[] =>
  // Nearly every line holds none, and to look for all costs ten times as much as to look for one.
  pattern.test(code)
    ? Array.from(code.matchAll(all), (match) => match.groups?.['name'] ?? match.groups?.['other'] ?? match[0])
    : NO_NAMES

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
