import { code, say } from '../sentence.ts'
import { aLine, notLookedUp, theRepository, theRole } from './subject.ts'
import type { WordTable } from './table.ts'

export const ALIVE: WordTable<'alive'> = {
  kept: (_reason, finding) => ({
    title: say`${theRole(finding)} is kept`,
    message: say`${theRepository(finding)} is neither archived nor moved.`,
    mend: null,
  }),
  listed: (_reason, finding) => ({
    title: say`${theRole(finding)} is a known upstream`,
    message: say`${theRepository(finding)} is listed as where its project is kept; its forge does not tell whether it is archived.`,
    mend: null,
  }),
  archived: (_reason, finding) => ({
    title: say`${theRole(finding)} is archived`,
    message: say`${theRepository(finding)} is archived: nobody can change it any more.`,
    mend: say`declare the repository where it is kept now, or have it taken out of the archive; otherwise a maintainer must accept it.`,
  }),
  moved: ({ to }, finding) => ({
    title: say`${theRole(finding)} has moved`,
    message: say`${theRepository(finding)} has moved to ${code(to)}.`,
    mend: say`write ${code(`repository: ${to}`)}.`,
  }),
  says: ({ what, line }, finding) => ({
    title: say`${theRole(finding)} says that it ${what === 'moved' ? say`has moved` : say`is a mirror`}`,
    message: say`${aLine(line)} of ${theRepository(finding)} says ${code(line.text)}.`,
    mend: say`declare the repository that it names; otherwise a maintainer must accept this one.`,
  }),
  'not-tellable': (_reason, finding) => ({
    title: say`whether ${theRole(finding)} is kept can't be told`,
    message: say`the forge of ${theRepository(finding)} does not tell whether a repository is archived.`,
    mend:
      finding.outcome === 'review'
        ? say`declare it where its forge tells that, or have its project listed in ${code('config/upstreams.yml')}.`
        : null,
  }),
  unknown: notLookedUp,
}
