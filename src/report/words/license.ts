import type { LicenseClass } from '../../core/license/class.ts'
import { code, say, type Sentence } from '../sentence.ts'
import { notLookedUp, theRepository, theRole } from './subject.ts'
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
    message: say`${theRepository(finding)} is under ${code(expression)}, which is ${CLASSES[found]}.`,
    mend: null,
  }),
  'not-told': ({ forge, declared }, finding) => ({
    title: say`${theRole(finding)}'s licence could not be told`,
    message:
      forge === null
        ? say`no licence was found in ${theRepository(finding)}.`
        : say`the licence of ${theRepository(finding)} could not be told: its forge says ${code(forge)}.`,
    mend:
      declared === null
        ? say`put the unchanged text of the licence in a file named ${code('LICENSE')} there; otherwise a maintainer must read it.`
        : say`put the unchanged text of ${code(declared)} in a file named ${code('LICENSE')} there; otherwise a maintainer must read it.`,
  }),
  'class-too-low': ({ expression, class: found, needed, leaf }, finding) => ({
    title: say`${theRole(finding)}'s licence is ${CLASSES[found]}`,
    message:
      leaf === expression
        ? say`${theRepository(finding)} is under ${code(expression)}, which is ${CLASSES[found]}; ${theRole(finding)} must be ${NEEDED[needed]}.`
        : say`${theRepository(finding)} is under ${code(expression)}, of which ${code(leaf)} is ${CLASSES[found]}; ${theRole(finding)} must be ${NEEDED[needed]}.`,
    mend: say`put it under a licence that is ${NEEDED[needed]}, or declare a component that is.`,
  }),
  'class-unknown': ({ expression, leaf }, finding) => ({
    title: say`${theRole(finding)}'s licence is not a known one`,
    message:
      leaf === expression
        ? say`${theRepository(finding)} is under ${code(expression)}, whose class is not known.`
        : say`${theRepository(finding)} is under ${code(expression)}, of which the class of ${code(leaf)} is not known.`,
    mend: say`a maintainer must read the licence and accept it.`,
  }),
  'declared-otherwise': ({ declared, found, declaredClass, foundClass }, finding) => ({
    title: say`${theRole(finding)}'s licence is not the one declared`,
    message: say`${theRepository(finding)} is under ${code(found)}, which is ${CLASSES[foundClass]}; the manifest declares ${code(declared)}, which is ${CLASSES[declaredClass]}.`,
    mend: say`write ${code(`license: ${found}`)}, or correct the licence file there.`,
  }),
  'same-class': ({ declared, found }, finding) => ({
    title: say`${theRole(finding)}'s licence is ${code(found)}, not ${code(declared)}`,
    message: say`${theRepository(finding)} is under ${code(found)}; the manifest declares ${code(declared)}, which lets everyone do the same.`,
    mend: say`write ${code(`license: ${found}`)}.`,
  }),
  unknown: notLookedUp,
}
