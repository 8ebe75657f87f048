import type { LicenseClass } from '../../core/license/class.ts'
import type { GoverningReason } from '../../core/license/combine/reason.ts'
import type { Finding } from '../../core/verdict/finding.ts'
import { code, list, say, type Sentence } from '../sentence.ts'
import { andOthers, place, saidOf } from './governing.ts'
import { notLookedUp, notRead, theRepository, theRole } from './subject.ts'
import type { WordTable } from './table.ts'

const CLASSES: Readonly<Record<LicenseClass, Sentence>> = {
  open: say`open`,
  redistributable: say`redistributable, not open`,
  'source-available': say`source-available, not open`,
  proprietary: say`proprietary`,
  unknown: say`of no known class`,
}

/** The least class that a role needs, as an adjective. */
const NEEDED: Readonly<Record<LicenseClass, Sentence>> = { ...CLASSES, redistributable: say`redistributable` }

export const LICENSE: WordTable<'license'> = {
  fits: ({ expression, class: found }, finding) => ({
    title: say`${theRole(finding)}'s licence is ${CLASSES[found]}`,
    message:
      expression === null
        ? say`the terms of ${theRepository(finding)} are ${CLASSES[found]}.`
        : say`${theRepository(finding)} is under ${code(expression)}, which is ${CLASSES[found]}.`,
    mend: null,
  }),
  'to-read': ({ because, declared, expression }, finding) => {
    const { what, mend } = joined(because)
    const licence = declared ?? expression
    return {
      title: isMissing(because)
        ? say`${theRole(finding)} has no licence file`
        : say`${theRole(finding)}'s licence must be read by a maintainer`,
      message:
        what === null
          ? say`the licence of ${theRepository(finding)} could not be told.`
          : say`the licence of ${theRepository(finding)} can't be taken as it is: ${what}.`,
      mend:
        mend !== null && !isMissing(because)
          ? say`${mend}; otherwise a maintainer must read it.`
          : say`put the unchanged text of ${licence === null ? say`the licence` : code(licence)} into a file ${code('LICENSE')} there; otherwise a maintainer must read it.`,
    }
  },
  'class-too-low': ({ expression, class: found, needed, leaf, declared, because }, finding) => ({
    title: say`${theRole(finding)}'s licence is ${CLASSES[found]}`,
    message: say`${tooLow({ expression, leaf, found }, because, finding)}; ${theRole(finding)} must be ${NEEDED[needed]}${declared === null ? [] : say`, and the manifest declares ${code(declared)}`}.`,
    mend: because.some(({ code }) => code === 'restriction')
      ? say`take these words back, or declare a component that is ${NEEDED[needed]}.`
      : toOpen(needed),
  }),
  'declared-too-low': ({ declared, declaredClass, needed, leaf }, finding) => ({
    title: say`${theRole(finding)}'s licence is ${CLASSES[declaredClass]}`,
    message:
      leaf === declared
        ? say`the manifest declares ${theRepository(finding)} to be under ${code(declared)}, which is ${CLASSES[declaredClass]}; ${theRole(finding)} must be ${NEEDED[needed]}.`
        : say`the manifest declares ${theRepository(finding)} to be under ${code(declared)}, of which ${code(leaf)} is ${CLASSES[declaredClass]}; ${theRole(finding)} must be ${NEEDED[needed]}.`,
    mend: toOpen(needed),
  }),
  'declared-unknown': ({ declared, found, leaf }, finding) => ({
    title: say`${theRole(finding)}'s licence is declared by a name that is not known`,
    message: say`${theRepository(finding)} is under ${code(found)}; the manifest declares ${code(declared)}, and the class of ${code(leaf)} is not known.`,
    mend: say`write ${code(`license: ${found}`)}; otherwise a maintainer must read it.`,
  }),
  'declared-otherwise': ({ declared, found, declaredClass, foundClass }, finding) => ({
    title: say`${theRole(finding)}'s licence is not the one declared`,
    message:
      found === null
        ? say`the terms of ${theRepository(finding)} are ${CLASSES[foundClass]}; the manifest declares ${code(declared)}, which is ${CLASSES[declaredClass]}.`
        : say`${theRepository(finding)} is under ${code(found)}, which is ${CLASSES[foundClass]}; the manifest declares ${code(declared)}, which is ${CLASSES[declaredClass]}.`,
    mend:
      found === null
        ? say`leave ${code('license:')} out, or correct the licence file there.`
        : say`write ${code(`license: ${found}`)}, or correct the licence file there.`,
  }),
  'stray-headers': ({ because }, finding) => ({
    title: say`${theRole(finding)} has stray headers`,
    message: say`a few source files of ${theRepository(finding)} say otherwise than its licence: ${list(
      because.map((reason) => say`${place(reason)}${andOthers(reason)} says ${code(reason.text)}`),
      3,
    )}.`,
    mend: say`correct these headers.`,
  }),
  'same-class': ({ declared, found }, finding) => ({
    title: say`${theRole(finding)}'s licence is ${code(found)}, not ${code(declared)}`,
    message: say`${theRepository(finding)} is under ${code(found)}; the manifest declares ${code(declared)}, which lets everyone do the same.`,
    mend: say`write ${code(`license: ${found}`)}.`,
  }),
  unknown: notLookedUp,
  unread: notRead,
}

const toOpen = (needed: LicenseClass): Sentence =>
  say`put it under a licence that is ${NEEDED[needed]}, or declare a component that is.`

/** So many places are told in a sentence; the rest is counted, and stands in the evidence. */
const MOST_TOLD = 3

/** What is said of a licence's places, and what would mend the first that anything would. */
export const joined = (
  because: readonly GoverningReason[],
): { readonly what: Sentence | null; readonly mend: Sentence | null } => {
  const said = because.map(saidOf).filter((each) => each !== null)
  const [first, ...others] = said.slice(0, MOST_TOLD).map(({ what }) => what)
  const left = said.length - MOST_TOLD
  return {
    what:
      first === undefined
        ? null
        : [...first, ...others.flatMap((other) => say`; ${other}`), ...(left > 0 ? say`; and ${left} more` : [])],
    mend: said.find(({ mend }) => mend !== null)?.mend ?? null,
  }
}

const isMissing = (because: readonly GoverningReason[]): boolean => because[0]?.code === 'nothing-found'

const tooLow = (
  { expression, leaf, found }: { expression: string | null; leaf: string | null; found: LicenseClass },
  because: readonly GoverningReason[],
  finding: Finding,
): Sentence => {
  const repository = theRepository(finding)
  if (expression !== null && leaf !== null)
    return leaf === expression
      ? say`${repository} is under ${code(expression)}, which is ${CLASSES[found]}`
      : say`${repository} is under ${code(expression)}, of which ${code(leaf)} is ${CLASSES[found]}`
  const { what } = joined(because)
  const terms = say`the terms of ${repository} are ${CLASSES[found]}`
  return what === null ? terms : say`${terms}: ${what}`
}
