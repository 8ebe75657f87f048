import type { Partial } from '../../core/evidence/snapshot-facts.ts'
import { code, count, list, prose, say, type Sentence } from '../sentence.ts'
import { notLookedUp, notRead, theRepository, theRole } from './subject.ts'
import type { WordTable } from './table.ts'

export const TARGET: WordTable<'target'> = {
  named: ({ target, files }, finding) => ({
    title: say`${theRole(finding)} is for this device`,
    message: say`${count(files, 'file')} of ${theParts(finding)} ${files === 1 ? say`names` : say`name`} ${code(target)}.`,
    mend: null,
  }),
  'not-named': ({ targets }, finding) => ({
    title: say`${theRole(finding)} does not name the device`,
    message: say`nothing in ${theParts(finding)} names ${targets.length === 1 ? [] : say`any of `}${list(targets.map(code))}, in code or by a file's name.`,
    mend: say`narrow or correct ${code('path:')}, or list under ${code('targets:')} what the device is called in the compiler's code.`,
  }),
  general: ({ project }, finding) => ({
    title: say`${theRole(finding)} is ${code(project)} as a whole, which is for many devices`,
    message: say`${theRepository(finding)} is ${code(project)}, which compiles for many devices; without ${code('path:')} it says nothing about this one.`,
    mend: say`write ${code('path: <the part that compiles for this device>')}.`,
  }),
  'partly-read': ({ partial }, finding) => ({
    title: say`${theRole(finding)} could be read in part only, and names no target there`,
    message: say`nothing of ${theParts(finding)} that could be read names the device, and not all could be read: ${whyPartial(partial)}.`,
    mend: say`narrow ${code('path:')} to the part that compiles for this device.`,
  }),
  unknown: notLookedUp,
  unread: notRead,
}

const theParts = (finding: Parameters<typeof theRepository>[0]): Sentence => {
  const paths = finding.component?.paths ?? []
  return paths.length === 0 ? theRepository(finding) : say`${list(paths.map(code))} of ${theRepository(finding)}`
}

const whyPartial = ({ detail }: Partial): Sentence => prose(detail)
