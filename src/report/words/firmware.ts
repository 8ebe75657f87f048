import { code, list, prose, say, words, type Sentence } from '../sentence.ts'
import { joined } from './license.ts'
import { MANIFEST } from './manifest.ts'
import { notLookedUp, notRead, theRepository } from './subject.ts'
import type { WordTable } from './table.ts'

const MOST_NAMES = 6

const names = (all: readonly string[]): Sentence => list(all.map(code), MOST_NAMES)

const are = (all: readonly string[]): Sentence => (all.length === 1 ? say`is` : say`are`)

export const FIRMWARE: WordTable<'firmware'> = {
  redistributable: ({ names: files }, finding) => ({
    title: say`the firmware may be redistributed`,
    message: say`${names(files)} in ${theRepository(finding)} may be redistributed.`,
    mend: null,
  }),
  'not-redistributable': ({ names: files, class: found }, finding) => ({
    title: say`${names(files)} may not be redistributed`,
    message: say`${names(files)} ${are(files)} ${words(found)} by the files of ${theRepository(finding)}, and firmware must be redistributable.`,
    mend: say`have a licence granted that lets everyone pass the files on, as linux-firmware asks for.`,
  }),
  'not-listed': ({ names: files }) => ({
    title: say`${names(files)} ${are(files)} in no declared firmware repository`,
    message: say`${names(files)} ${are(files)} neither listed in a ${code('WHENCE')} of the declared firmware repositories nor found there.`,
    mend: say`have the files taken into linux-firmware, or declare the repository that holds them; otherwise a maintainer must look at their licence.`,
  }),
  'only-requested': ({ names: files }) => ({
    title: say`${names(files)} ${are(files)} requested without MODULE_FIRMWARE()`,
    message: say`the driver loads ${names(files)}, and no ${code('MODULE_FIRMWARE()')} says so.`,
    mend: say`add ${code('MODULE_FIRMWARE()')} for each file, or list them under ${code('files:')}.`,
  }),
  unresolved: ({ lines }) => ({
    title: say`a firmware file's name is put together while the driver runs`,
    message: say`which files these lines ask for can't be read from them: ${list(lines.map(code), MOST_NAMES)}.`,
    mend: say`list the files under ${code('files:')}, such as ${code('files: ["<vendor>/*"]')}.`,
  }),
  'to-read': ({ names: files, because }, finding) => {
    const { what, mend } = joined(because)
    return {
      title: say`the terms of ${names(files)} must be read by a maintainer`,
      message: say`whether ${names(files)} may be redistributed can't be told from the files of ${theRepository(finding)}${what === null ? [] : say`: ${what}`}.`,
      mend: mend === null ? null : say`${mend}; otherwise a maintainer must read it.`,
    }
  },
  // The rule manifest says it too, and a reader is told once.
  'none-declared': (_reason, finding) => MANIFEST['role-missing']({ code: 'role-missing', role: 'firmware' }, finding),
  'partly-read': ({ names: files, partial }, finding) => ({
    title: say`${names(files)} ${are(files)} not in the part of the firmware repository that could be read`,
    message: say`${names(files)} ${are(files)} not in what could be read of ${theRepository(finding)}: ${prose(partial.detail)}.`,
    mend: say`narrow ${code('path:')} to the directory of the files.`,
  }),
  unknown: notLookedUp,
  unread: notRead,
}
