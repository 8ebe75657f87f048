import type { GoverningReason, GoverningReasonCode, GOVERNING_REASONS } from '../../core/license/combine/reason.ts'
import type { RestrictionCode } from '../../core/license/restriction.ts'
import { code, count, say, type Sentence, words } from '../sentence.ts'

type Said = {
  /** A clause about one place: "`LICENSE:203` adds “…”". */
  readonly what: Sentence
  /** What the component's owner can do about it; null where nothing but reading helps. */
  readonly mend: Sentence | null
}

type Doing = typeof GOVERNING_REASONS

/** What asks for a person, or takes openness away. */
type Speaking = {
  [Code in GoverningReasonCode]: Doing[Code] extends 'asks' | 'restricts' ? Code : never
}[GoverningReasonCode]

/** null for what only tells the licence, or is merely worth reading. */
export const saidOf = (reason: GoverningReason): Said | null => {
  const say = (SAID as Readonly<Partial<Record<GoverningReasonCode, (reason: GoverningReason) => Said>>>)[reason.code]
  return say?.(reason) ?? null
}

/** Of what many source files say, one is shown. */
export const andOthers = ({ files = 1 }: GoverningReason): Sentence =>
  files <= 1 ? say`` : say` (and ${count(files - 1, 'more file')})`

/** `LICENSE:203`. */
export const place = ({ path, line }: GoverningReason): Sentence =>
  path === '' ? say`the repository` : code(line === null ? path : `${path}:${line}`)

const KEEP_APART = say`keep the licence's text as it is, and put other words into another file`

const SAID: Readonly<Record<Speaking, (reason: GoverningReason) => Said>> = {
  'extra-text': (reason) => ({ what: say`${place(reason)} adds ${code(reason.text)}`, mend: KEEP_APART }),
  'modified-text': (reason) => ({
    what: say`${place(reason)} changes a licence's words: ${code(reason.text)}`,
    mend: say`put the unchanged text of the licence there`,
  }),
  'unknown-text': (reason) => ({
    what: say`${place(reason)} is not the text of any known licence`,
    mend: say`put the unchanged text of the licence there`,
  }),
  'unread-text': (reason) => ({
    what: say`${place(reason)} could not be read: ${words(UNREAD[reason.text] ?? 'no text')}`,
    mend: say`put the text of the licence there as plain text`,
  }),
  'pointer-broken': (reason) => ({
    what: say`${place(reason)} only names ${code(reason.text)}, which was not found there`,
    mend: say`put the text of the licence where ${place(reason)} says it is`,
  }),
  'unknown-license': (reason) => ({
    what: say`${place(reason)} says ${code(reason.text)}, whose class is not known`,
    mend: say`have ${code(reason.text)} listed in ${code('config/licenses.yml')}, with a reason`,
  }),
  'other-subject': (reason) => ({
    what: say`${place(reason)} is not open, and by its name it is for ${code(reason.text)}`,
    mend: say`say which files it is for, in ${code('REUSE.toml')} or ${code('debian/copyright')}`,
  }),
  overridden: (reason) => ({
    what: say`${place(reason)} is not open, and a licence nearer to the path says otherwise`,
    mend: say`say which files each licence is for, in ${code('REUSE.toml')}`,
  }),
  'parts-only': (reason) => ({
    what:
      reason.path === ''
        ? say`licences stand only in ${code(reason.text)}, and none for what is beside`
        : say`below ${code(reason.path)} licences stand only in ${code(reason.text)}, and none for what is beside`,
    mend: say`put the licence that holds for the whole into a file ${code('LICENSE')}, or name these directories under ${code('path:')}`,
  }),
  'set-alone': (reason) => ({
    what: say`${place(reason)} is one of a set, and nothing says which files it is for`,
    mend: say`put the licence that holds for the whole into a file ${code('LICENSE')}, or say it for each file in ${code('REUSE.toml')}`,
  }),
  'set-restricted': (reason) => ({
    what: say`${place(reason)} is not open, and nothing says which files it is for`,
    mend: say`say which files it is for, in ${code('REUSE.toml')}`,
  }),
  'set-misnamed': (reason) => ({
    what: say`${place(reason)} is not the licence that it is named after, as that stands`,
    mend: say`put the unchanged text of that licence there, or name the file ${code('LicenseRef-…')}`,
  }),
  'field-alone': (reason) => ({
    what: say`${place(reason)} says ${code(reason.text)}, and there is no text of it`,
    mend: say`put the unchanged text of ${code(reason.text)} into a file ${code('LICENSE')}`,
  }),
  'field-differs': (reason) => ({
    what: say`${place(reason)} says ${code(reason.text)}, which the licence's text does not`,
    mend: say`correct ${place(reason)}`,
  }),
  'field-unclear': (reason) => ({
    what: say`${place(reason)} says ${code(reason.text)}, which is no SPDX expression`,
    mend: say`write an SPDX expression there`,
  }),
  'field-unproven': (reason) => ({
    what: say`${place(reason)} says ${code(reason.text)}, and the text that goes with it is another`,
    mend: say`put the unchanged text of the licence there`,
  }),
  'tag-unclear': (reason) => ({
    what: say`${place(reason)}${andOthers(reason)} has the tag ${code(reason.text)}, which is no SPDX expression`,
    mend: say`write an SPDX expression there`,
  }),
  'headers-partly': (reason) => ({
    what: say`${code(reason.text)} source files say nothing of their licence, and no licence file does`,
    mend: say`put the licence that holds for the whole into a file ${code('LICENSE')}`,
  }),
  'side-restricted': (reason) => ({
    what: say`${place(reason)} restricts something: ${code(reason.text)}`,
    mend: say`say there which part that is about`,
  }),
  'bundled-restricted': (reason) => ({
    what: say`${place(reason)} is not open, and stands among bundled parts`,
    mend: say`take that part out, or say which files it is for in ${code('REUSE.toml')}`,
  }),
  'partly-read': (reason) => ({
    what: say`its files were read only in part: ${code(reason.text)}`,
    mend: say`declare the ${code('path')} that counts`,
  }),
  'nothing-found': ({ path }) => ({
    what: path === '' ? say`there is no licence file` : say`no licence file speaks for ${code(path)}`,
    mend: say`put the unchanged text of the licence into a file ${code('LICENSE')}`,
  }),
  restriction: (reason) => ({
    what: say`${place(reason)} ${takesAway(reason)}: ${code(reason.text)}`,
    mend: null,
  }),
  'not-open': (reason) => ({ what: say`${place(reason)} is ${code(reason.text)}`, mend: null }),
  'header-restricted': (reason) => ({
    what: say`${place(reason)}${andOthers(reason)} says that it is not open: ${code(reason.text)}`,
    mend: null,
  }),
}

const UNREAD: Readonly<Record<string, string>> = {
  empty: 'it is empty',
  binary: 'it is no text',
  'lfs-pointer': 'it is a pointer to large file storage',
  'too-large': 'it is too large, or one of too many',
}

const takesAway = ({ restriction }: GoverningReason): Sentence =>
  restriction === undefined ? say`restricts` : TAKES_AWAY[restriction]

const TAKES_AWAY: Readonly<Record<RestrictionCode, Sentence>> = {
  'non-commercial': say`forbids commercial use`,
  'field-of-use': say`restricts what it may be used for`,
  military: say`forbids military use`,
  'competing-service': say`forbids competing services`,
  'user-cap': say`limits the number of users`,
  'acceptable-use': say`binds use to a policy`,
  'commons-clause': say`forbids selling`,
  ethical: say`restricts who may use it`,
  research: say`allows research alone`,
  'personal-use': say`allows personal use alone`,
  'no-modification': say`forbids changes`,
  confidential: say`calls it confidential`,
  'binary-only': say`allows binaries alone`,
  'no-reverse-engineering': say`forbids reverse engineering`,
  'evaluation-only': say`allows evaluation alone`,
  'hardware-tied': say`ties it to certain hardware`,
  'no-redistribution': say`forbids passing it on`,
  'single-copy': say`limits copies`,
  'restricted-grant': say`binds it by an agreement`,
  'no-grant': say`grants no licence`,
}
