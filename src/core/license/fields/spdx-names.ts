import exceptionIds from 'spdx-exceptions/index.json' with { type: 'json' }
import licenseIds from 'spdx-license-ids/index.json' with { type: 'json' }
import deprecatedIds from 'spdx-license-ids/deprecated.json' with { type: 'json' }
import { type Expression, type Leaf, parseExpression, print, walk } from '../../spdx/expression.ts'
import { shortName } from './short-names.ts'

const MAX_LENGTH = 1000

/**
 * An SPDX expression in today's ids: ids in any case, as SPDX compares them, operators in upper or lower case, deprecated
 * ids by what replaced them. Null for anything else, such as `Apache 2.0`.
 */
export const readSpdx = (text: string): string | null => {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > MAX_LENGTH) return null
  // Most of what is no expression shows it at once, and the parser takes its time to say so.
  if (!trimmed.split(/[\s()]+/).every(isKnown)) return null
  const parsed = parseExpression(respell(trimmed))
  return parsed.ok ? print(modern(parsed.expression)) : null
}

/**
 * Like `readSpdx`, and also the names that Debian's DEP-5 and people at large write, where each stands for one licence
 * alone: `Expat`, `GPL-2+`, `GPLv2 or later`, `Apache License, Version 2.0`, joined by `and`, `or` or `/`. A comma before
 * a conjunction binds looser than none, as in DEP-5.
 */
export const readNames = (text: string): string | null => {
  const spdx = readSpdx(text)
  if (spdx !== null || text.length > MAX_LENGTH) return spdx
  const joined = text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?:or|and) (?:\(at your option\) )?any later(?: version)?\b| or later(?: version)?\b/gi, '+')
    .replace(/^dual ([^ /]+) ?(?:\/|and|or) ?([^ /]+)$/i, '$1 or $2')
    // "MIT/X11" is an old name of one licence, and which one nobody can say.
    .replaceAll(/([\w.+-])\/(?!x11\b)(?=\w)/gi, '$1 or ')
  return chain(joined.split(/, ?(and|or) /i), (part) =>
    chain(part.split(/ (or) /i), (alternative) => chain(alternative.split(/ (and) /i), readName)),
  )
}

/** Everything that is stated holds: null where one of the parts is no expression, or there is none. */
export const joinAll = (expressions: readonly (string | null)[]): string | null => {
  const distinct = [...new Set(expressions)]
  if (distinct.includes(null) || distinct.length === 0) return null
  const only = distinct.length === 1 ? distinct[0] : null
  return only ?? readSpdx(distinct.map((each) => `(${each ?? ''})`).join(' AND '))
}

/** Whether a text is the id of a licence or an exception, in any case, or refers to a text of its own. */
export const isSpdxId = (text: string): boolean =>
  (SPELLING.has(text.toLowerCase()) && !/^(?:and|or|with)$/i.test(text)) || isReference(text)

export const isExceptionId = (text: string): boolean => EXCEPTIONS.has(text)

const EXCEPTIONS: ReadonlySet<string> = new Set(exceptionIds)

/** `LicenseRef-…`, whose text the one who writes it keeps. */
export const isReference = (text: string): boolean => REFERENCE.test(text)

const readName = (name: string): string | null => readSpdx(name) ?? readSpdx(shortName(name) ?? '')

/** Operands with their conjunctions between them, from the left. */
const chain = (parts: readonly string[], read: (part: string) => string | null): string | null => {
  let expression = read(parts[0] ?? '')
  for (let at = 1; at + 1 < parts.length && expression !== null; at += 2) {
    const next = read(parts[at + 1] ?? '')
    expression = next === null ? null : readSpdx(`(${expression}) ${parts[at]?.toUpperCase() ?? ''} (${next})`)
  }
  return expression
}

const SPELLING = new Map(
  [...licenseIds, ...deprecatedIds, ...exceptionIds, 'AND', 'OR', 'WITH'].map((id) => [id.toLowerCase(), id]),
)

const isKnown = (word: string): boolean =>
  word === '' ||
  SPELLING.has(word.toLowerCase()) ||
  SPELLING.has(word.toLowerCase().replace(/\+$/, '')) ||
  REFERENCE.test(word)

const REFERENCE = /^(?:LicenseRef|DocumentRef|AdditionRef)-/

const respell = (text: string): string =>
  text.replaceAll(/[^\s()]+/g, (word) => {
    const plus = word.endsWith('+') ? '+' : ''
    const bare = word.slice(0, word.length - plus.length)
    return SPELLING.get(word.toLowerCase()) ?? (SPELLING.get(bare.toLowerCase()) ?? bare) + plus
  })

const modern = (expression: Expression): Expression =>
  walk<Expression>(expression, {
    leaf: modernLeaf,
    or: (left, right) => ({ conjunction: 'or', left, right }),
    and: (left, right) => ({ conjunction: 'and', left, right }),
  })

const modernLeaf = (leaf: Leaf): Leaf => {
  const { license, plus, exception } = leaf
  if (GNU.test(license)) return { license: `${license}${plus ? '-or-later' : '-only'}`, plus: false, exception }
  if (license.endsWith('-or-later')) return { license, plus: false, exception }
  const renamed = RENAMED.get(license)
  if (renamed !== undefined) return { license: renamed, plus, exception }
  const composed = COMPOSED.get(license)
  return composed !== undefined && exception === null
    ? { license: composed[0].replace(/-only$/, plus ? '-or-later' : '-only'), plus: false, exception: composed[1] }
    : leaf
}

/** GNU licences by their version alone: "only" is said by `-only` since SPDX 3.0 of the licence list. */
const GNU = /^(?:[AL]?GPL|GFDL)-\d\.\d$/

/** Deprecated ids whose text is another id's, by the licence list's own notes. */
const RENAMED = new Map([
  ['BSD-2-Clause-NetBSD', 'BSD-2-Clause'],
  ['bzip2-1.0.5', 'bzip2-1.0.6'],
  ['Nunit', 'zlib-acknowledgement'],
  ['StandardML-NJ', 'SMLNJ'],
])

/** Deprecated ids that hold an exception. */
const COMPOSED = new Map<string, readonly [string, string]>([
  ['GPL-2.0-with-autoconf-exception', ['GPL-2.0-only', 'Autoconf-exception-2.0']],
  ['GPL-2.0-with-bison-exception', ['GPL-2.0-only', 'Bison-exception-2.2']],
  ['GPL-2.0-with-classpath-exception', ['GPL-2.0-only', 'Classpath-exception-2.0']],
  ['GPL-2.0-with-font-exception', ['GPL-2.0-only', 'Font-exception-2.0']],
  ['GPL-2.0-with-GCC-exception', ['GPL-2.0-only', 'GCC-exception-2.0']],
  ['GPL-3.0-with-autoconf-exception', ['GPL-3.0-only', 'Autoconf-exception-3.0']],
  ['GPL-3.0-with-GCC-exception', ['GPL-3.0-only', 'GCC-exception-3.1']],
  ['eCos-2.0', ['GPL-2.0-or-later', 'eCos-exception-2.0']],
  ['wxWindows', ['LGPL-2.0-or-later', 'WxWindows-exception-3.1']],
])
