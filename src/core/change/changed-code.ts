import type { ChangedFile } from './change.ts'
import { codeOf, kconfigOf } from './code.ts'
import { anyHint } from './hint.ts'
import { type FileKind, isHeader, isRust, sameKind } from './kind.ts'
import { type Hunk, readPatch } from './patch.ts'
import { isLink } from './unreadable.ts'

/** A line of one side of a change, with the part of it that a compiler reads. */
export type CodeLine = {
  /** 1-based, in this side's version; of a line that both have, in the head's. */
  readonly line: number
  readonly text: string
  /** Comments blanked, and any run of blanks one, as patterns may try each way to share out such a run. */
  readonly code: string
  /** Whether the other side has no such line, or has it where no compiler reads it. */
  readonly isNew: boolean
}

export type CodeHunk = {
  readonly fromTheTop: boolean
  readonly section: string
  /** Whether lines below it that it doesn't show are read by the compiler only now, as it takes away what hid them. */
  readonly isUncovering: boolean
  /** Whether it adds or takes away more than blank lines. */
  readonly isTouched: boolean
  readonly base: readonly CodeLine[]
  readonly head: readonly CodeLine[]
}

/**
 * The code of a changed file, hunk by hunk. `unread`: the change could not be had, and may be had later; `textless`: it is
 * no text of source, and a person must look.
 *
 * @param whole whether also hunks are told that hold nothing to look for, which are left without lines otherwise
 */
export const changedCode = (
  file: ChangedFile,
  kind: FileKind,
  whole = false,
): readonly CodeHunk[] | 'unread' | 'textless' => {
  const { patch, status, path, previousPath } = file
  if (status === 'removed' && (patch === null || patch === 'unread')) return []
  if (patch === 'unread') return 'unread'
  // What was documentation a moment ago may be code under its new name, and nobody has looked at it.
  const isMoved = status === 'renamed' || status === 'copied'
  if (isMoved && !sameKind(previousPath ?? '', path)) return 'unread'
  if (patch === null) return status === 'renamed' ? [] : 'textless'
  // Of a merge: it says what differs from two sides, and not what is added.
  if (patch.startsWith('@@@')) return 'textless'
  const hunks = readPatch(patch)
  if (hunks === null) return status === 'removed' ? [] : 'unread'
  if (isLink(patch, hunks)) return 'textless'
  const strip = stripOf(path, kind)
  return hunks.map((hunk) =>
    whole || anyHint(hunk.lines, isHeader(path)) ? codeHunk(hunk, strip) : { ...placeOf(hunk), base: [], head: [] },
  )
}

const placeOf = ({ start, section, lines }: Hunk): Omit<CodeHunk, 'base' | 'head'> => ({
  isUncovering: false,
  fromTheTop: start <= 1,
  section,
  isTouched: lines.some(({ kind, text }) => kind !== 'context' && /\S/.test(text)),
})

/** Stands for whatever follows a hunk, in a comment or not. */
const SENTINEL = ' * follows'

/** The code of a whole file, line by line. */
export const codeOfFile = (path: string, kind: FileKind, text: string): readonly string[] =>
  stripOf(path, kind)(text.split('\n'), true).map(spaced)

const stripOf =
  (path: string, kind: FileKind): Strip =>
  (lines, fromTheTop) =>
    kind === 'kconfig' ? kconfigOf(lines) : codeOf(lines, fromTheTop, isRust(path) ? 'rust' : 'c')

type Strip = (lines: readonly string[], fromTheTop: boolean) => readonly string[]

const codeHunk = (hunk: Hunk, strip: Strip): CodeHunk => {
  const { lines } = hunk
  const place = placeOf(hunk)
  const side = (left: 'added' | 'removed'): { codes: readonly string[]; of: typeof lines; isCode: boolean } => {
    const of = lines.filter(({ kind }) => kind !== left)
    const texts = of.map(({ text }) => text)
    const codes = strip([...texts, SENTINEL], place.fromTheTop).map(spaced)
    return { of, codes, isCode: /\S/.test(codes.at(-1) ?? '') }
  }
  const head = side('removed')
  const base = side('added')
  const contexts = (one: typeof head): string[] => one.codes.filter((_, at) => one.of[at]?.kind === 'context')
  const numbered = (one: typeof head, others: readonly string[]): CodeLine[] => {
    let context = 0
    return one.of.map(({ kind, line, text }, at) => {
      const code = one.codes[at] ?? ''
      const isNew = kind === 'context' ? others[context++] !== code : true
      return { line, text, code, isNew }
    })
  }
  return {
    ...place,
    isUncovering: base.of.length > 0 && head.isCode && !base.isCode,
    head: numbered(head, contexts(base)),
    base: numbered(base, contexts(head)),
  }
}

const spaced = (code: string): string => (/\s\s|[^\S ]/.test(code) ? code.replace(/\s+/g, ' ') : code)
