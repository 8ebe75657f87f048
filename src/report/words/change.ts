import { code, list, prose, say, type Sentence } from '../sentence.ts'
import { clause, notLookedUp, theRepository } from './subject.ts'
import type { WordTable } from './table.ts'

const MOST_NAMES = 4

const names = (all: readonly string[]): Sentence => list(all.map(code), MOST_NAMES)

export const CHANGE: WordTable<'change'> = {
  ready: ({ url, approvedBy }) => ({
    title: say`the userspace change is reviewed`,
    message: say`${code(url)} is open, and approved by ${list(approvedBy.map(code))}, who may push there.`,
    mend: null,
  }),
  merged: ({ url }) => ({
    title: say`the userspace change is merged`,
    message: say`${code(url)} is merged.`,
    mend: null,
  }),
  'merged-first': ({ url }) => ({
    title: say`the userspace change was merged first`,
    message: say`${code(url)} was merged before this change; the kernel side should land first.`,
    mend: null,
  }),
  missing: ({ names: lacking }, finding) => ({
    title: say`no userspace change is linked that uses ${names(lacking)}`,
    message: say`no linked change of ${finding.component === null ? say`a declared userspace` : theRepository(finding)} uses ${names(lacking)}.`,
    mend: say`open the userspace change, and name it by ${code('Userspace-change: <url>')} in your commit or under ${code('change:')}.`,
  }),
  unreadable: ({ url }) => ({
    title: say`the linked userspace change can't be read without an account`,
    message: say`${code(url)} can't be read without an account: it is private, misspelt or gone.`,
    mend: say`correct the address, or open the change where anyone can read it.`,
  }),
  elsewhere: ({ url, repository }) => ({
    title: say`the linked userspace change is made to another repository`,
    message: say`${code(url)} is made to ${code(repository)}, which is no declared userspace and not the upstream of one.`,
    mend: say`link the change that is made to a declared userspace, or declare ${code(`repository: ${repository}`)} under ${code('userspace:')}.`,
  }),
  closed: ({ url }) => ({
    title: say`the linked userspace change was closed unmerged`,
    message: say`${code(url)} was closed without being merged.`,
    mend: say`link the change that is under review now.`,
  }),
  draft: ({ url }) => ({
    title: say`the linked userspace change is a draft`,
    message: say`${code(url)} is a draft.`,
    mend: say`mark it as ready for review.`,
  }),
  'adds-none': ({ url, names: lacking }) => ({
    title: say`the linked userspace change uses nothing that this change adds`,
    message: say`${code(url)} uses none of ${names(lacking)}.`,
    mend: say`link the change that does.`,
  }),
  'not-approved': ({ url, trailers }) => ({
    title: say`the linked userspace change is not approved yet`,
    message:
      trailers.length === 0
        ? say`nobody who may push there has approved ${code(url)}, its author aside.`
        : say`nobody who may push there has approved ${code(url)} on its forge, its author aside; its commits say ${list(trailers.map((each) => say`“${prose(each)}”`))}.`,
    mend: say`have it approved there; otherwise a maintainer must look at its review.`,
  }),
  'checks-failing': ({ url }) => ({
    title: say`checks of the linked userspace change fail`,
    message: say`${code(url)} is approved, and checks of it fail.`,
    mend: say`mend them; otherwise a maintainer must look at them.`,
  }),
  'checks-not-tellable': ({ url }) => ({
    title: say`whether checks of the linked userspace change pass can't be told`,
    message: say`whether checks of ${code(url)} pass can't be told.`,
    mend: null,
  }),
  'partly-read': ({ url, partial }) => ({
    title: say`the linked userspace change could be read in part only`,
    message: say`what ${code(url)} uses was not found in what could be read of it: ${prose(partial.detail)}.`,
    mend: null,
  }),
  unknown: ({ url, why }, finding) => ({
    ...notLookedUp({ why }, finding),
    title: say`the linked userspace change could not be looked up now`,
    message: say`${code(url)} could not be looked up now: ${clause(why.detail)}.`,
  }),
}
