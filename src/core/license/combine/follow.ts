import { weigh } from '../beside/weigh.ts'
import type { LicenseFile } from '../license-file.ts'
import type { Context, Placed } from './context.ts'
import { type Part, remark } from './part.ts'
import { directoryOf, isWithin, resolvePath } from '../paths.ts'
import { textPart } from './text-part.ts'

/** A link may lead to a pointer, and no farther. */
const MOST_HOPS = 2

/** The file that a symbolic link leads to, or the file itself; null where it leads nowhere. */
export const throughLinks = (file: LicenseFile, { byPath }: Context['layout']): LicenseFile | null => {
  let at: LicenseFile | undefined = file
  for (let hops = 0; at !== undefined && hops <= MOST_HOPS; hops += 1) {
    if (at.target === null) return at
    at = byPath.get(resolvePath(directoryOf(at.path), at.target) ?? '')
  }
  return null
}

/** What a licence file says, by its own text and by the texts that it points to. */
export const followed = (placed: Placed, context: Context): readonly Part[] => {
  const { layout } = context
  const file = throughLinks(placed.file, layout)
  if (file === null) return [broken(placed.file, placed.file.target ?? '')]
  const via = placed.file.target === null ? [] : [pointing(placed.file, file.path)]
  const { identification, restrictions } = file
  const names = identification.pointsTo
  const isOnlyPointer =
    identification.expression === null && identification.reason === 'pointer' && restrictions.length === 0
  // An empty file says nothing for or against anything beside it.
  if (file.identification.reason === 'empty') return []
  if (isSignpost(file)) return [...via, remark({ code: 'side-text', path: file.path, line: null, text: '' }, true)]
  if (isPermission(file, context))
    return [...via, remark({ code: 'permission', path: file.path, line: null, text: '' }, true)]
  const texts = names.map((name) => lookUp(file, name, layout)).filter((found) => found !== null)
  const parts = texts.flatMap((text) => [pointing(file, text.path), textPart(text, context)])
  if (!isOnlyPointer) return [...via, textPart(file, context), ...parts]
  if (texts.length > 0) return [...via, ...parts]
  return names.some((name) => namesSet(file, name, layout)) ? via : [...via, broken(file, names[0] ?? '')]
}

/** No licence, and no more than a word on where one is: "See docs/license.rst", "Refer to the sources". */
const isSignpost = ({
  identification: { tier, reason, inserted },
  restrictions,
  redistributable,
}: LicenseFile): boolean =>
  tier === 'none' &&
  reason === 'no-license' &&
  restrictions.length === 0 &&
  !redistributable &&
  inserted.length > 0 &&
  weigh(inserted) !== 'foreign'

/** A permission beyond a licence, in a file of its own (COPYING.RUNTIME of GCC), needs the licence to stand elsewhere. */
const isPermission = ({ identification: { tier, licenses } }: LicenseFile, { config }: Context): boolean =>
  tier === 'clean' && licenses.length > 0 && licenses.every(({ id }) => config.permissions.has(id))

/** A pointer is meant from its own directory, or else from the root. */
const lookUp = (file: LicenseFile, name: string, layout: Context['layout']): LicenseFile | null => {
  for (const base of [directoryOf(file.path), '']) {
    const found = layout.byPath.get(resolvePath(base, name) ?? '')
    if (found !== undefined && found.path !== file.path) return throughLinks(found, layout)
  }
  return null
}

/** Whether a pointer names a directory of texts: which of them holds is then said elsewhere. */
const namesSet = (file: LicenseFile, name: string, { sets }: Context['layout']): boolean => {
  const directory = resolvePath(directoryOf(file.path), name)
  return directory !== null && directory !== '' && sets.some((set) => isWithin(directory, set.file.path))
}

const pointing = ({ path }: LicenseFile, to: string): Part =>
  remark({ code: 'pointer', path, line: null, text: to }, true)

const broken = ({ path }: LicenseFile, to: string): Part => ({
  expressions: null,
  class: 'unknown',
  certain: false,
  reasons: [{ code: 'pointer-broken', path, line: null, text: to }],
  files: [path],
})
