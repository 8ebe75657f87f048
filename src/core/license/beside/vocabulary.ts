/** Runs of letters and digits, as the words of a sentence are parted. */
const wordsOf = (text: string): ReadonlySet<string> => new Set(text.split(/[^a-z\d]+/).filter((word) => word !== ''))

/**
 * Words that sentences about where things come from and under which licence they are have in common. None of them gives,
 * takes, asks or holds back anything by itself: there is no "may", "must", "not" or "only" among them.
 */
export const INERT_WORDS = wordsOf(`
  a an the this these that those which whose it its their they them we our i he she
  and or of in on at to from by with within through for as into under addition also both either each every all some any other others own below
  above following follows respective respectively various several different individual main default standard original
  originally full complete entire additional further same such here there more most many much part parts portion
  portions one two three first second as well see refer reference consult please note notes
  is are was were has have had been be being

  software code source sources file files tree trees repository repositories repo repos project projects library
  libraries component components package packages module modules program programs programme programmes driver drivers
  kernel userspace user-space space linux debian system systems product document documents documentation docs text
  texts script scripts tool tools copy copies version versions release releases distribution list lists table
  section sections directory directories folder folders subdirectory subdirectories path paths location locations root
  top level top-level toplevel body beginning head header headers name names work works item items content contents
  implementation implementations algorithm algorithms build runtime core client server platform platforms device devices thread emulation syscall definition
  definitions primary disclaimer

  license licenses licence licences licensed licenced licensing sublicensed relicensed dual dual-licensed dually
  disjunctively multi-licensed licensor terms conditions copyright copyrights copyrighted holder holders owner owners
  author authors authored contributor contributors contributed contributing contributions contribution maintainer
  maintainers notice notices party parties third third-party thirdparty identifier identifiers tag tags spdx short
  attribution attributions acknowledgement acknowledgements acknowledgment acknowledgments credit credits copyleft permissive
  open open-source free style variant classpath

  stated states state noted note indicated listed lists given provided released distributed covered covers governed
  apply applies applied located placed found kept held stored based derived derives developed written created maintained
  taken imported copied adapted forked made make makes provide provides summarizes summarised
  summarized describes described contained contains contain containing itself reuse reuses reused separate separately stating include includes included including incorporate
  incorporates incorporated incorporating originate originates originated originating come comes bundle bundled bundles
  bundling embed embedded embeds ship ships shipped vendored accepted available known called reproduced reproduce
  according accompanying accompanied accompany relevant corresponding appropriate associated related information details detail
  compatible explicit explicitly retained identical similar clearly marked identified identify
  consists consist mixture combination mix collection specific generally individually
  full-text verbatim overview summary introduction preamble readme appendix attention end
  project's software's
`)

/**
 * By which the licences that are open by their texts are called, as far as a sentence beside one of them names another. No
 * name that ends in `-only` or `-or-later` is among them, as each part of a name is a word: idioms have those.
 */
export const FAMILY_NAMES = wordsOf(`
  mit bsd apache asl gpl lgpl agpl gplv2 gplv3 lgplv2 lgplv3 gnu general public lesser library affero llvm boost bsl isc zlib libpng mpl
  mozilla expat x11 x khronos ncsa illinois university uiuc unlicense cc0 domain psf python openib.org openib simplified
  new revised clause two-clause three-clause 2-clause 3-clause clear mit-style bsd-style bsd-like mit-like apache-2.0
  bsd-2-clause bsd-3-clause bsd-3-clause-clear gpl-2.0 gpl-2.0+ lgpl-2.1 lgpl-2.1+
  gpl-3.0 lgpl-3.0 bsl-1.0 exception exceptions freebsd fsf eclipse epl sgi b
  creative commons attribution international foundation
`)

/** What a licence is called without being named: "under the same license", "other open source licenses". */
export const PLAIN_KINDS = wordsOf(`
  a an the this these that following same above below its their his own respective various several different both either
  each dual other another relevant original full main default standard project software code source open open-source
  opensource free permissive compatible third-party third party separate individual appropriate corresponding new short
  one more spdx and or of to in for two kernel project's all such some many any licence license licenses licences terms
  term conditions condition copyright
`)
