import type { Source } from '../identify/prepare.ts'
import { ASIDES } from './asides.ts'
import { EXCEPTIONS } from './exceptions.ts'
import { NAMES } from './names.ts'
import { NOTICES } from './notices.ts'
import { variantSources } from './variants.ts'

/** A licence as the SPDX package lists it. */
export type ListedLicense = {
  readonly id: string
  readonly name: string
  readonly osiApproved: boolean
  readonly deprecated: boolean
  readonly text: string
}

/** Deprecated ids whose text is that of an exception alone, and the exception's id. */
export const EXCEPTION_OF: Readonly<Record<string, string>> = {
  'GPL-2.0-with-autoconf-exception': 'Autoconf-exception-2.0',
  'GPL-2.0-with-bison-exception': 'Bison-exception-2.2',
  'GPL-2.0-with-classpath-exception': 'Classpath-exception-2.0',
  'GPL-2.0-with-font-exception': 'Font-exception-2.0',
  'GPL-2.0-with-GCC-exception': 'GCC-exception-2.0',
  'GPL-3.0-with-autoconf-exception': 'Autoconf-exception-3.0',
  'GPL-3.0-with-GCC-exception': 'GCC-exception-3.1',
}

/** All texts that are looked for. Of licences with the same text those in use come first, then the shorter id. */
export const allSources = (licenses: readonly ListedLicense[]): Source[] => {
  const ordered = [...licenses].sort((a, b) => rank(a) - rank(b) || a.id.length - b.id.length || (a.id < b.id ? -1 : 1))
  const textOf = (id: string): string => {
    const found = licenses.find((license) => license.id === id)
    if (found === undefined) throw new RangeError(`SPDX lists no ${id}`)
    return found.text
  }
  return [
    ...ordered.map(({ id, name, text }): Source => {
      const exception = EXCEPTION_OF[id]
      return exception === undefined
        ? {
            ids: idsOf(id),
            kind: 'license',
            // The placeholders of 0BSD, as the others write theirs.
            text: text.replace('YEAR by AUTHOR EMAIL', '<year> by <author> <email>'),
            names: [name, ...withoutArticle(name), ...gnuName(id), ...(NAMES[id] ?? [])],
          }
        : { ids: [exception], kind: 'exception', text, names: [name, id] }
    }),
    ...variantSources(textOf),
    ...EXCEPTIONS,
    ...NOTICES,
    ...ASIDES,
  ]
}

/** The GNU texts don't say whether a later version may be chosen, and older ids of SPDX didn't tell the two apart. */
const idsOf = (id: string): string[] => {
  const gnu = /^((?:[AL]?GPL|GFDL)-\d\.\d)\+?$/.exec(id)
  return gnu === null ? [id] : [`${gnu[1]}-only`, `${gnu[1]}-or-later`, id]
}

const rank = ({ id, osiApproved, deprecated }: ListedLicense): number =>
  (deprecated ? 8 : 0) + (osiApproved ? 0 : 4) + (id.endsWith('-or-later') ? 2 : 0) + (id.endsWith('-only') ? 0 : 1)

const withoutArticle = (name: string): string[] => [
  name.replace(/^The /, ''),
  name.replace(/ (?:only|or later)$/, ''),
  name
    .replaceAll(/["“”]/g, '')
    .replace(/\bv(\d)/, 'version $1')
    .replace(/ (?:only|or later)$/, ''),
]

const gnuName = (id: string): string[] => {
  if (/^GPL-\d/.test(id)) return ['GNU General Public License', 'The GNU General Public License (GPL)']
  if (id.startsWith('LGPL-2.0')) return ['GNU Library General Public License']
  if (/^LGPL-\d/.test(id)) return ['GNU Lesser General Public License', 'The GNU Lesser General Public License (LGPL)']
  return id.startsWith('AGPL-3') ? ['GNU Affero General Public License'] : []
}
