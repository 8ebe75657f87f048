import type { FieldFacts, FieldFormat, FieldStatement } from './field-facts.ts'
import { globMatches, type Wildcards } from './glob.ts'

/**
 * The statements that are about a path, by the rules of their format: in REUSE.toml and DEP-5 the last that matches counts
 * alone, elsewhere all do.
 *
 * @param path relative to `baseOf` the file that states them
 */
export const statementsFor = ({ format, statements }: FieldFacts, path: string): readonly FieldStatement[] => {
  const about = ({ files }: FieldStatement): boolean =>
    files.length === 0 || files.some((file) => globMatches(file, path, WILDCARDS[format]))
  if (format !== 'reuse-toml' && format !== 'dep5') return statements.filter(about)
  const last = statements.findLast(about)
  return last === undefined ? [] : [last]
}

/** What the signs of each format stand for. */
const WILDCARDS: Readonly<Record<FieldFormat, Wildcards>> = {
  'reuse-toml': { '**': 'anything', '*': 'within-directory' },
  dep5: { '*': 'anything', '?': 'one' },
  whence: { '**': 'anything' },
  meson: {},
  cargo: {},
  pyproject: {},
  'spdx-tags': {},
}
