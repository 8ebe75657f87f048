import { weigh } from '../beside/weigh.ts'
import type { LicenseFile } from '../license-file.ts'
import { isAside } from '../names.ts'
import { restrictedClass } from '../restriction.ts'
import type { Context } from './context.ts'
import { throughLinks } from './follow.ts'
import { type Part, remark } from './part.ts'
import { from, isWithin, nameOf } from '../paths.ts'
import type { GoverningReason } from './reason.ts'
import { isUndisturbed, textPart } from './text-part.ts'

/** What stands in NOTICE, PATENTS and the like at, above and below a path. */
export const readSides = (path: string, context: Context): readonly Part[] =>
  context.layout.sides
    .filter(
      ({ directory }) =>
        isWithin(directory, path) || (isWithin(path, directory) && !isAside(`${from(path, directory)}/`)),
    )
    .flatMap(({ file }) => {
      const text = throughLinks(file, context.layout)
      return text === null ? [] : sideParts(text, context)
    })

/** Notices of other people's parts, by their first word: the licences in them are those parts'. */
const SPEAKS_FOR_OTHERS = /^(?:notices?|scr)\b|third|3rd/i

const sideParts = (file: LicenseFile, context: Context): readonly Part[] => {
  const { path, restrictions, identification } = file
  const [first] = restrictions
  if (SPEAKS_FOR_OTHERS.test(nameOf(path))) {
    if (first === undefined) return [remark({ code: 'side-text', path, line: null, text: '' }, true)]
    const quoted: GoverningReason = {
      code: 'side-restricted',
      path,
      line: first.line,
      text: first.text,
      restriction: first.code,
    }
    return [remark(quoted, false)]
  }
  if (restrictedClass(restrictions.map(({ code }) => code)) !== null) return [textPart(file, context)]
  if (identification.expression !== null && isUndisturbed(identification)) return [textPart(file, context)]
  const [line] = identification.inserted
  // All of its words are known to grant and take nothing.
  if (identification.reason === 'no-license' && (line === undefined || weigh(identification.inserted) === 'inert'))
    return [remark({ code: 'side-text', path, line: null, text: '' }, true)]
  return [remark({ code: 'extra-text', path, line: line?.line ?? null, text: line?.text ?? '' }, false)]
}
