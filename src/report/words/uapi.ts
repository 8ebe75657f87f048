import type { Reasons } from '../../core/rules/reasons.ts'
import type { Finding } from '../../core/verdict/finding.ts'
import { code, list, prose, say, type Sentence } from '../sentence.ts'
import { notLookedUp, notRead, theRepository } from './subject.ts'
import type { WordTable } from './table.ts'

const MOST_NAMES = 4

const names = (all: readonly string[]): Sentence => list(all.map(code), MOST_NAMES)

export const UAPI: WordTable<'uapi'> = {
  used: ({ names: used, underReview }, finding) => ({
    title: say`the userspace uses what this change adds`,
    message: say`of what this change adds, ${list(
      [
        { of: used.filter((name) => !underReview.includes(name)), by: say`in the code of ${theUserspaces(finding)}` },
        { of: underReview, by: say`by the linked userspace change` },
      ]
        .filter(({ of }) => of.length > 0)
        .map(({ of, by }) => say`${names(of)} ${of.length === 1 ? say`is` : say`are`} used ${by}`),
    )}.`,
    mend: null,
  }),
  unused: ({ names: unused, elsewhere }, finding) => ({
    title: say`no declared userspace uses ${names(unused)}`,
    message: say`${names(unused)} ${unused.length === 1 ? say`is` : say`are`} not used in ${theUserspaces(finding)}.${found(elsewhere)}`,
    mend: toMend(finding),
  }),
  'nothing-used': ({ names: unused, elsewhere }, finding) => ({
    title: say`no declared userspace uses anything that this change adds`,
    message: say`nothing of what this change adds to the uAPI is used in ${theUserspaces(finding)}: ${names(unused)}.${found(elsewhere)}`,
    mend: toMend(finding),
  }),
  'others-unused': ({ names: unused }) => ({
    title: say`not all that this change adds is used`,
    message: say`${names(unused)} ${unused.length === 1 ? say`is` : say`are`} added to the uAPI, and no declared userspace uses ${unused.length === 1 ? say`it` : say`them`} yet.`,
    mend: null,
  }),
  'partly-read': ({ names: unused, partial }, finding) => ({
    title: say`no use of ${names(unused)} was found in the part of the userspace that could be read`,
    message: say`no use of ${names(unused)} was found in ${theUserspaces(finding)}, of which not all could be read: ${prose(partial.detail)}.`,
    mend: say`narrow ${code('path:')} to the code that uses the device.`,
  }),
  'test-suite': ({ suite }, finding) => ({
    title: say`the only userspace is a test suite`,
    message: say`${theRepository(finding)} is ${code(suite)}, and the only userspace that is declared. Tests are no userspace.`,
    mend: say`declare the userspace that people run.`,
  }),
  unknown: notLookedUp,
  unread: notRead,
}

const theUserspaces = (finding: Finding): Sentence =>
  finding.component === null ? say`any of the declared userspaces` : theRepository(finding)

const NOT_A_USE = {
  test: say`tests, tools and samples don't count`,
  definition: say`a file that defines the name is no use of it`,
  comment: say`comments and strings are no use`,
} as const

const found = (elsewhere: Extract<Reasons['uapi'], { code: 'unused' }>['elsewhere']): Sentence => {
  if (elsewhere.length === 0) return say``
  const kinds = [...new Set(elsewhere.map(({ as }) => as))]
  const pathsOf = (own: boolean): readonly string[] => [
    ...new Set(elsewhere.filter((each) => each.own === own).map(({ path }) => path)),
  ]
  const [theirs, own] = [pathsOf(false), pathsOf(true)]
  const places = [
    ...(theirs.length === 0 ? [] : [say`its ${list(theirs.map(code), MOST_NAMES)}`]),
    ...(own.length === 0 ? [] : [say`this repository's ${list(own.map(code), MOST_NAMES)}`]),
  ]
  return say` Found only in ${list(places)}; ${list(kinds.map((as) => NOT_A_USE[as]))}.`
}

/** The lines to write, with the repository filled in where only one can be meant. */
const toMend = ({ component, at }: Finding): Sentence => {
  const repository =
    component === null || component.repository === '.' ? 'https://<userspace repository>' : component.repository
  const page = /^https:\/\/(?:github\.com|[^/]*github[^/]*)\//.test(repository) ? 'pull' : '-/merge_requests'
  const where = at === null ? say`` : say` at ${code(`${at.file}:${at.line}`)}`
  return say`open the userspace change, then add to your commit ${code(`Userspace-change: ${repository}/${repository.startsWith('https://<') ? 'pull' : page}/<number>`)}, or ${code('change:')}${where}. It may merge after this one.`
}
