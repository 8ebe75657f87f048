import { FLOOR_REPOSITORY, POLICY_FILE, type PolicySource } from '../../core/policy/policy.ts'
import { code, count, prose, say, type Sentence } from '../sentence.ts'
import { clause } from './subject.ts'
import type { WordTable } from './table.ts'

const LEVELS: Readonly<Record<PolicySource['level'], Sentence>> = {
  default: say`the shipped default`,
  floor: say`the organisation's floor`,
  repository: say`the repository's policy`,
}

const HOMES: Readonly<Record<'floor' | 'repository', Sentence>> = {
  floor: say`in the organisation's ${code(FLOOR_REPOSITORY)} repository`,
  repository: say`on the base branch`,
}

const LIGHTER: Readonly<Record<'review' | 'note' | 'off', (rule: string) => Sentence>> = {
  review: (rule) => say`the policy leaves what ${code(rule)} finds to a maintainer`,
  note: (rule) => say`the policy only notes what ${code(rule)} finds`,
  off: (rule) => say`the policy turns ${code(rule)} off`,
}

export const POLICY: WordTable<'policy'> = {
  unknown: ({ level, why }) => ({
    title: say`${LEVELS[level]} could not be read now`,
    message: say`${LEVELS[level]} could not be read now: ${clause(why.detail)}.`,
    mend: null,
  }),
  'floor-required': () => ({
    title: say`the organisation's floor was not seen`,
    message: say`this service demands a floor, and none was seen; a private ${code(FLOOR_REPOSITORY)} repository that the App may not read looks the same.`,
    mend: say`put the organisation's policy at ${code(POLICY_FILE)} on the default branch of its ${code(FLOOR_REPOSITORY)} repository, and install the App there too.`,
  }),
  invalid: ({ level, fault }) => ({
    title: say`${LEVELS[level]} is invalid`,
    message: say`${LEVELS[level]} is invalid at line ${fault.at.line}, column ${fault.at.column}: ${clause(fault.message)}.`,
    mend: fault.mend === null ? say`correct that line ${HOMES[level]}.` : say`${HOMES[level]}: ${prose(fault.mend)}`,
  }),
  applies: ({ level, preset }) => ({
    title: say`${LEVELS[level]} applies`,
    message: say`${LEVELS[level]} applies, on preset ${code(preset)}.`,
    mend: null,
  }),
  'waiver-ended': ({ until }) => ({
    title: say`a waiver ended on ${code(until)}`,
    message: say`a waiver for this finding held until ${code(until)} and counts no more.`,
    mend: say`mend what it waived, or have it approved anew with a later ${code('until:')} on the base branch.`,
  }),
  'waiver-ending': ({ waives, until, days }) => ({
    title: say`a waiver of ${code(waives)} ends on ${code(until)}`,
    message: say`a waiver of ${code(waives)} holds until ${code(until)}, ${days === 0 ? say`today` : say`${count(days, 'day')} from now`}.`,
    mend: say`mend what it waives, or have it approved anew with a later ${code('until:')} on the base branch.`,
  }),
  'waiver-idle': ({ waives }) => ({
    title: say`a waiver of ${code(waives)} fits nothing any more`,
    message: say`a waiver of ${code(waives)} fits nothing that was found.`,
    mend: say`delete it on the base branch, so that it can't let pass what nobody has looked at.`,
  }),
  lighter: ({ rated, severity, findings }) => ({
    title: say`the policy makes ${code(rated)} lighter`,
    message: say`${LIGHTER[severity](rated)}: ${count(findings, 'finding')} of it ${findings === 1 ? say`counts` : say`count`} for less here.`,
    mend: null,
  }),
  'waiver-overruled': ({ waives, until }) => ({
    title: say`a waiver of ${code(waives)} is overruled by the floor`,
    message: say`the repository's policy waives ${code(waives)} until ${code(until)}, and the organisation's floor does not: what it waived counts.`,
    mend: say`mend what it waived, or have the waiver approved in the floor.`,
  }),
}
