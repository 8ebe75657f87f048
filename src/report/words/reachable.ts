import { code, list, say } from '../sentence.ts'
import { notLookedUp, theRepository, theRole } from './subject.ts'
import type { WordTable } from './table.ts'

export const REACHABLE: WordTable<'reachable'> = {
  readable: (_reason, finding) => ({
    title: say`${theRole(finding)} can be read by anyone`,
    message: say`${theRepository(finding)} can be read without an account.`,
    mend: null,
  }),
  // Private, misspelt and gone share these words, so that nobody can find out which private repositories exist.
  unreadable: (_reason, finding) => ({
    title: say`${theRole(finding)} can't be read without an account`,
    message: say`${theRepository(finding)} can't be read without an account: it is private, misspelt or gone.`,
    mend: say`publish it, or correct the address in ${code('repository:')}.`,
  }),
  'host-not-allowed': ({ host, allowed }, finding) => ({
    title: say`${theRole(finding)} is on a host that is not allowed`,
    message: say`${code(host)} is not among the hosts that are asked: ${list(allowed.map(code))}.`,
    mend: say`declare the repository at one of these hosts, or ask the operator of this service to allow ${code(host)}.`,
  }),
  empty: (_reason, finding) => ({
    title: say`${theRole(finding)}'s repository is empty`,
    message: say`${theRepository(finding)} is empty.`,
    mend: say`publish its source, or declare the repository that has it.`,
  }),
  'ref-missing': ({ ref, defaultBranch }, finding) => ({
    title: say`${theRole(finding)}'s ref ${code(ref)} does not exist`,
    message: say`${theRepository(finding)} has no branch or tag ${code(ref)}.`,
    mend:
      defaultBranch === null
        ? say`name a branch or tag in ${code('ref:')}, or leave the key out for the default branch.`
        : say`write ${code(`ref: ${defaultBranch}`)}, or leave the key out for the default branch.`,
  }),
  'path-missing': ({ paths }, finding) => ({
    title: say`${theRole(finding)}'s path does not exist`,
    message: say`${theRepository(finding)} has no ${list(paths.map(code))} at the commit that was read.`,
    mend: say`correct ${code('path:')}, or give the change that brings it with ${code('change: <url>')}.`,
  }),
  'path-awaits-change': ({ paths }, finding) => ({
    title: say`${theRole(finding)}'s path is not there yet`,
    message: say`${theRepository(finding)} has no ${list(paths.map(code))} yet; the linked change is to bring it.`,
    mend: say`a maintainer must accept this, or the linked change be merged first.`,
  }),
  unknown: notLookedUp,
}
