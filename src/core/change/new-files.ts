import type { ChangedFile } from './change.ts'
import { codeOf } from './code.ts'
import { isRust } from './kind.ts'
import { type PatchLine, readPatch } from './patch.ts'

/** A file that a change adds, by its first lines. */
export type NewFile = { readonly path: string; readonly top: readonly string[] }

/** A tag of more than so many lines down stands in nobody's top comment. */
const TOP_LINES = 40

/** null for a file that isn't new, or has no text; 'unread' where its text could not be had. */
export const newFile = ({ path, status, patch }: ChangedFile): NewFile | null | 'unread' => {
  if (status !== 'added' && status !== 'copied') return null
  if (patch === 'unread') return 'unread'
  if (patch === null || patch === '') return null
  const [first] = readPatch(patch) ?? []
  if (first === undefined) return 'unread'
  // A copy's patch shows what differs from where it came from, which may not be its top.
  if (first.start > 1) return null
  return {
    path,
    top: headLines(first.lines)
      .map(({ text }) => text)
      .slice(0, TOP_LINES),
  }
}

/** A licence that a module states for the kernel's loader. */
export type ModuleLicense = {
  readonly path: string
  readonly line: number
  /** null where it is no literal of that line or the next. */
  readonly license: string | null
  readonly text: string
}

const MODULE_LICENSE = /\bMODULE_LICENSE\s*\(/
const LITERAL = /\bMODULE_LICENSE\s*\(\s*"([^"]*)"\s*\)/
/** In the `module!` macro of Rust. */
const RUST_LICENSE = /^\s*license:\s*(?:b?"([^"]*)")?/

/** Those that a change adds to a source file. */
export const moduleLicenses = ({ path, status, patch }: ChangedFile): readonly ModuleLicense[] => {
  if (status === 'removed' || patch === null || patch === 'unread' || !/\.(?:c|h|rs)$/.test(path)) return []
  if (!/MODULE_LICENSE|license:/.test(patch)) return []
  return (readPatch(patch) ?? []).flatMap(({ start, lines }) => {
    const head = headLines(lines)
    if (isRust(path)) return head.flatMap((line) => (line.kind === 'added' ? ofRust(path, line) : []))
    const codes = codeOf(
      head.map(({ text }) => text),
      start <= 1,
    )
    return head.flatMap((line, index) => {
      if (line.kind !== 'added' || !MODULE_LICENSE.test(codes[index] ?? '')) return []
      if (/^\s*#/.test(line.text)) return []
      const license = LITERAL.exec(`${line.text} ${head[index + 1]?.text ?? ''}`)?.[1] ?? null
      return [{ path, line: line.line, license, text: line.text.trim() }]
    })
  })
}

const ofRust = (path: string, { line, text }: PatchLine): ModuleLicense[] => {
  const found = RUST_LICENSE.exec(text)
  return found === null ? [] : [{ path, line, license: found[1] ?? null, text: text.trim() }]
}

const headLines = (lines: readonly PatchLine[]): readonly PatchLine[] => lines.filter(({ kind }) => kind !== 'removed')
