import type { ChangedFile } from './change.ts'
import { fileKind, isCpp } from './kind.ts'
import type { Hunk } from './patch.ts'

const SUBMODULE = /^@@ .*\n(?:-Subproject commit .*\n)?\+Subproject commit (?:[0-9a-f]{40}|[0-9a-f]{64})(?:-dirty)?\s*$/
const LONGEST_SUBMODULE_PATCH = 400

/** Whether the path holds another repository's commit, whose files no listing of this one shows. */
export const isSubmodule = ({ patch }: Pick<ChangedFile, 'patch'>): boolean =>
  patch !== null && patch.length < LONGEST_SUBMODULE_PATCH && SUBMODULE.test(patch)

/** Whether a file is a link: all of its text is one line without an end, the path that it leads to. */
export const isLink = (patch: string, hunks: readonly Hunk[]): boolean => {
  const head = hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind !== 'removed'))
  return head.length === 1 && head[0]?.line === 1 && /\n\\[^\n]*\n?$/.test(patch)
}

const INCLUDE = /^\s*#\s*(?:include|include_next|import)\b\s*(?<name>.*)$/
const RUST_INCLUDE = /\binclude!\s*\(\s*"(?<name>[^"]*)"|#\s*!?\[\s*path\s*=\s*"(?<path>[^"]*)"/
const COMPILER_OPTION = /(?:^|[\s=])-(?:include|imacros)\s+(?<name>\S+)/
const OTHER_LANGUAGE = /(?:^|[\s=])-x\s*(?:c|assembler)/
/** The assembler's own, also from within C. */
const ASSEMBLER_INCLUDE = /\.incbin\b/

/** Whether a line has the compiler read what nobody takes for source by its name, and so nobody looks at. */
export const bringsInUnread = ({ text, code }: { readonly text: string; readonly code: string }): boolean => {
  if (ASSEMBLER_INCLUDE.test(text) || OTHER_LANGUAGE.test(code)) return true
  const included = INCLUDE.exec(code)?.groups?.['name']
  if (included !== undefined) return !isSourceName(included.trim())
  const { name, path } = (RUST_INCLUDE.exec(code) ?? COMPILER_OPTION.exec(code))?.groups ?? {}
  const other = name ?? path
  return other !== undefined && fileKind(other) !== 'source'
}

/** The headers of C++ itself have no extension, and stand between angle brackets. A name from a macro can be anything. */
const isSourceName = (written: string): boolean => {
  const quoted = /^(?:<(?<angle>[^>]*)>|"(?<quote>[^"]*)")/.exec(written)?.groups
  const name = quoted?.['angle'] ?? quoted?.['quote'] ?? ''
  // Nobody looks for what a kernel is built from among sources of C++.
  if (isCpp(name)) return false
  return fileKind(name) === 'source' || (quoted?.['angle'] !== undefined && /^[a-z_]+$/.test(name))
}
