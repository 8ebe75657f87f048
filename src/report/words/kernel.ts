import { code, count, list, say, type Sentence } from '../sentence.ts'
import { theDriver } from './subject.ts'
import type { WordTable } from './table.ts'

const theFiles = (files: readonly string[]): Sentence => list(files.map(code))
const have = (files: readonly string[]): Sentence => (files.length === 1 ? say`has` : say`have`)

export const KERNEL: WordTable<'kernel'> = {
  tagged: ({ files }, finding) => ({
    title: say`the new files of ${theDriver(finding)} keep the kernel's licensing rules`,
    message:
      files === 0
        ? say`the module's licence string is one that the kernel takes.`
        : say`${count(files, 'new file')} of ${theDriver(finding)} ${files === 1 ? say`bears` : say`bear`} an SPDX tag that the kernel takes.`,
    mend: null,
  }),
  untagged: ({ files, write }) => ({
    title: say`${count(files.length, 'new file')} without an SPDX tag`,
    message: say`${theFiles(files)} ${have(files)} no SPDX tag, which the kernel asks of every new file.`,
    mend: say`write ${code(write)}, with the licence that is meant, as the first line, or as the second behind ${code('#!')}.`,
  }),
  misplaced: ({ files, first }) => ({
    title: say`${count(files.length, 'SPDX tag')} on a later line than the first possible`,
    message: say`the SPDX tag of ${theFiles(files)} doesn't stand on the first line that can hold it.`,
    mend: say`move it to line ${first}.`,
  }),
  'comment-style': ({ files, write }) => ({
    title: say`${count(files.length, 'SPDX tag')} in another comment than is used`,
    message: say`the SPDX tag of ${theFiles(files)} stands in another kind of comment than is used for such files.`,
    mend: say`write ${code(write)}.`,
  }),
  'invalid-tag': ({ files, expression }) => ({
    title: say`an SPDX tag that is no SPDX expression`,
    message: say`${code(expression)} in ${theFiles(files)} is no SPDX licence expression.`,
    mend: say`write an id of the SPDX list, such as ${code('GPL-2.0-only')}.`,
  }),
  'not-allowed': ({ files, expression, leaf, standing }) => ({
    title: say`${code(leaf)} is no licence for a file of the kernel`,
    message:
      standing === 'dual'
        ? say`${theFiles(files)} ${have(files)} the licence ${code(expression)}, and the kernel takes ${code(leaf)} only as the alternative to a licence that goes with the GPL.`
        : say`${theFiles(files)} ${have(files)} the licence ${code(expression)}, and the kernel's tree has no ${code(leaf)} under ${code('LICENSES/')}.`,
    mend: say`put it under ${code('GPL-2.0-only')}, or offer that as an alternative with ${code('OR')}.`,
  }),
  'old-license': ({ files, leaf }) => ({
    title: say`${code(leaf)} is not for new files of the kernel`,
    message: say`the kernel keeps ${code(leaf)}, the licence of ${theFiles(files)}, for existing code and for what is imported from elsewhere.`,
    mend: say`unless it is imported, choose one of ${code('LICENSES/preferred')}.`,
  }),
  'no-syscall-note': ({ files, write }) => ({
    title: say`a uAPI header without ${code('WITH Linux-syscall-note')}`,
    message: say`${theFiles(files)} ${files.length === 1 ? say`is a uAPI header` : say`are uAPI headers`}, and the licence lacks the note that lets any program include ${files.length === 1 ? say`it` : say`them`}.`,
    mend: say`write ${code(write)}.`,
  }),
  'module-license': ({ files, license, meant }) => ({
    title: say`${code(license)} is no licence string of a module`,
    message: say`${theFiles(files)} ${have(files)} ${code(`MODULE_LICENSE("${license}")`)}, which the kernel doesn't know and takes for proprietary.`,
    mend: say`write ${code(`MODULE_LICENSE("${meant ?? 'GPL'}")`)}.`,
  }),
  'proprietary-module': ({ files }) => ({
    title: say`the module says that it is proprietary`,
    message: say`${theFiles(files)} ${have(files)} ${code('MODULE_LICENSE("Proprietary")')}, which no module in the kernel's tree may have.`,
    mend: say`write ${code('MODULE_LICENSE("GPL")')}, if that is its licence.`,
  }),
  'module-license-unread': ({ files }) => ({
    title: say`a licence string that can't be read from the change`,
    message: say`the string of ${code('MODULE_LICENSE()')} in ${theFiles(files)} is none that stands there in words.`,
    mend: say`write it there.`,
  }),
  'no-ack': () => ({
    title: say`no ${code('Acked-by:')} from the userspace's reviewers`,
    message: say`no commit of this change bears an ${code('Acked-by:')}, and it adds uAPI: those who reviewed the userspace give one.`,
    mend: say`ask them for it, and add the trailer to the commit.`,
  }),
  unread: ({ files }) => ({
    title: say`${count(files.length, 'new file')} could not be read now`,
    message: say`${theFiles(files)} could not be read now, so whether ${files.length === 1 ? say`it bears` : say`they bear`} an SPDX tag is not known.`,
    mend: null,
  }),
}
