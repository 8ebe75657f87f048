import { code, count, list, say, words, type Sentence } from '../sentence.ts'
import type { Need } from '../../core/evidence/links.ts'
import type { Binary } from '../../core/evidence/source.ts'
import { webAddress } from '../../core/libraries.ts'
import { aLine, clause, notLookedUp, theRepository, theRole } from './subject.ts'
import type { WordTable } from './table.ts'

export const SOURCE: WordTable<'source'> = {
  there: ({ languages, files }, finding) => ({
    title: say`${theRole(finding)} is source`,
    message:
      files === 0
        ? say`no prebuilt code that a build needs was found in ${theRepository(finding)}.`
        : say`${theRepository(finding)} holds ${count(files, 'source file')} in ${list(languages.map((each) => code(each)))}; no prebuilt code that a build needs, and no closed library, was found.`,
    mend: null,
  }),
  nothing: (_reason, finding) => ({
    title: say`${theRole(finding)} holds no source`,
    message: say`next to no source was found in ${theRepository(finding)}.`,
    mend: say`declare the repository and ${code('path:')} that hold the source.`,
  }),
  'prebuilt-only': ({ count: number, first }, finding) => ({
    title: say`${theRole(finding)} is prebuilt code`,
    message: say`${theRepository(finding)} holds ${count(number, 'prebuilt file')} and next to no source: ${aBinary(first)}.`,
    mend: say`publish the source that it was built from, or declare the component that holds it.`,
  }),
  'headers-only': ({ files }, finding) => ({
    title: say`${theRole(finding)} is headers alone`,
    message: say`${theRepository(finding)} holds ${count(files, 'header')} that only declare, and nothing that does what they say.`,
    mend: say`declare the component that holds the code as well.`,
  }),
  'needs-closed': ({ need, said }, finding) => ({
    title: say`${theRole(finding)} needs ${code(need.name)}, which is closed`,
    message: say`${aNeed(need)}, and ${aLine(said)} says ${code(said.text)}.`,
    mend: say`open ${code(need.name)} and declare it as a component, or build without it.`,
  }),
  'needs-binary': ({ need, binary }, finding) => ({
    title: say`${theRole(finding)} needs a binary without source`,
    message: say`${aNeed(need)}, which is the prebuilt ${code(binary)}; nothing in the tree makes it.`,
    mend: say`publish its source and declare it as a component, or build without it.`,
  }),
  'prebuilt-beside': ({ count: number, first }, finding) => ({
    title: say`${theRole(finding)} has prebuilt code beside its source`,
    message: say`${theRepository(finding)} holds ${count(number, 'prebuilt file')} beside its source: ${aBinary(first)}.`,
    mend: say`remove it, or declare the ${code('path:')} that counts; otherwise a maintainer must tell whether the stack needs it.`,
  }),
  'needs-unknown': ({ needs }, finding) => ({
    title: say`${theRole(finding)} needs ${firstOf(needs)}, of which nothing is known`,
    message: say`${list(
      needs.map((need) => say`${aLine(need)} asks for ${code(need.name)}`),
      4,
    )}: neither in the tree, nor declared, nor a known open library.`,
    mend: say`declare the component that holds it; otherwise a maintainer must tell whether it is open.`,
  }),
  downloads: ({ needs }, finding) => ({
    title: say`${theRole(finding)} fetches what its build needs`,
    message: say`${list(
      needs.map((need) => say`${aLine(need)} fetches ${code(need.name)}`),
      4,
    )}: neither declared nor a known open project.`,
    mend: say`declare the component that holds its source; otherwise a maintainer must tell whether it is open.`,
  }),
  loads: ({ needs }, finding) => ({
    title: say`${theRole(finding)} loads ${firstOf(needs)} if it is there`,
    message: say`${list(
      needs.map((need) => say`${aLine(need)} loads ${code(need.name)}`),
      4,
    )} while it runs: neither in the tree, nor declared, nor a known open library.`,
    mend: null,
  }),
  submodules: ({ submodules }, finding) => ({
    title: say`${theRole(finding)} has parts in undeclared submodules`,
    message: say`${theRepository(finding)} holds submodules that nothing declares: ${list(
      submodules.map(({ path, url }) => (url === null ? code(path) : say`${code(path)} from ${code(url)}`)),
      4,
    )}.`,
    mend: say`add ${list(
      submodules.flatMap(({ url }) => (url === null ? [] : [code(`- repository: ${webAddress(url)}`)])),
      4,
    )} to ${finding.role === null ? say`their role` : code(finding.role)}; otherwise a maintainer must tell whether the stack needs them.`,
  }),
  withheld: ({ withheld }, finding) => ({
    title: say`${theRole(finding)}'s archive lacks files of its tree`,
    message: say`the archive of ${theRepository(finding)} lacks ${count(withheld.count, 'file')} that its tree lists: ${list(
      withheld.files.map(({ path }) => code(path)),
      4,
    )}.`,
    mend: say`take ${code('export-ignore')} back for them; otherwise a maintainer must read them.`,
  }),
  partial: ({ partial }, finding) => ({
    title: say`${theRole(finding)} could not be read to its end`,
    message: say`only a part of ${theRepository(finding)} was read: ${clause(partial.detail)}.`,
    mend: say`declare the ${code('path:')} that counts; otherwise a maintainer must look at the rest.`,
  }),
  says: ({ what, line }, finding) => ({
    title: say`${theRole(finding)} says that it ${SAYS[what]}`,
    message: say`${aLine(line)} of ${theRepository(finding)} says ${code(line.text)}.`,
    mend: say`declare the open parts that it needs; otherwise a maintainer must tell whether the stack works without what is closed.`,
  }),
  'list-only': ({ list: file }, finding) => ({
    title: say`${theRole(finding)} is a list of other repositories`,
    message: say`${theRepository(finding)} holds ${code(file)}, a list of other repositories, and next to no source.`,
    mend: say`declare the repositories that it lists.`,
  }),
  'kernel-only': ({ files }, finding) => ({
    title: say`${theRole(finding)} is kernel code`,
    message: say`most of the source in ${theRepository(finding)} is for the kernel: ${count(files, 'file')} that include its own headers.`,
    mend: say`declare the userspace that uses the driver, or the ${code('path:')} that holds it.`,
  }),
  'binaries-beside': ({ count: number, first }, finding) => ({
    title: say`${theRole(finding)} holds binaries`,
    message: say`${theRepository(finding)} holds ${count(number, 'binary file')}${finding.role === 'firmware' ? [] : say` that no build is known to need`}: ${aBinary(first)}.`,
    mend: null,
  }),
  unknown: notLookedUp,
  unread: ({ why }, finding) => ({
    title: say`${theRole(finding)}'s files could not be read now`,
    message: say`the files of ${theRepository(finding)} could not be read now: ${clause(why.detail)}.`,
    mend: null,
  }),
}

const SAYS = {
  'kernel-side': say`is the kernel's side`,
  'needs-closed': say`needs a closed part`,
} as const

const aBinary = ({ path, form, bytes }: Binary): Sentence =>
  say`${code(path)} (${words(form)}${bytes > 0 ? say`, ${size(bytes)}` : []})`

const size = (bytes: number): Sentence =>
  words(
    bytes < 10_000
      ? `${bytes} bytes`
      : bytes < 10_000_000
        ? `${Math.round(bytes / 1000)} kB`
        : `${Math.round(bytes / 1_000_000)} MB`,
  )

const HOW: Readonly<Record<Need['how'], Sentence>> = {
  link: say`links`,
  find: say`asks for`,
  load: say`loads`,
  download: say`fetches`,
}

const aNeed = (need: Need): Sentence => say`${aLine(need)} ${HOW[need.how]} ${code(need.name)}`

const firstOf = (needs: readonly Need[]): Sentence => code(needs[0]?.name ?? '')
