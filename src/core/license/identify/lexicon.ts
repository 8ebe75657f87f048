/** Whether words hold one that can turn what a sentence means: who, how many, whether, under what condition. */
export const hasTurningWord = (words: readonly string[]): boolean =>
  words.some((word) => TURNING.has(word) || /\d/.test(word) || word.startsWith('non') || word.startsWith('un'))

const TURNING = new Set(
  `a all an and any but each either every except excluding for if in neither no nor not of on only or other provided
   solely some than that to under unless until where with within without may might must shall should will would can
   cannot could commercial commercially noncommercial binary source object compiled executable hardware software
   firmware library program work document documentation derivative products product licensor licensee licensees
   licensors author authors holder holders owner owners contributor contributors recipient recipients user users
   customer customers you your we us our they their third party parties employer employee government company copyright
   patent patents trademark trademarks free charge fee fees royalty royalties paid payment sell sale sold rent lease
   use used uses using copy copies copied modify modified modification modifications merge publish distribute
   distributed distribution redistribute redistribution sublicense license licensed permission permitted permit
   prohibited forbidden restricted restriction restrictions grant granted grants right rights allow allowed require
   required condition conditions term terms warranty warranties liable liability personal internal academic research
   educational evaluation testing production private public military nuclear weapons worldwide perpetual irrevocable
   exclusive nonexclusive terminate terminated termination revoke revocable prior written specific express consent
   approval above following below before after during least most first second one two three four five six seven eight
   nine ten hundred thousand million half percent years year months month days day confidential proprietary secret
   disclose disclosure reverse engineer engineering decompile disassemble export law laws purpose purposes person
   persons anyone everyone nobody none nothing never always unlimited limited limitation notice notices both same
   different like similar including include included exclude excluded less more greater fewer lesser affero
   internally personally privately academically exclusively temporarily revocably verbatim ethically legally lawful good
   evil harm partially unmodified student students hobby member members subscriber subscribers country countries`.split(
    /\s+/,
  ),
)

/** The addresses that the Free Software Foundation had, which differ between copies of its licences. */
export const isAddress = (words: readonly string[]): boolean =>
  words.length > 0 && words.every((word) => ADDRESS.has(word))

const ADDRESS = new Set(
  'foundation inc 51 franklin st street fifth 5th floor boston ma 02110 1301 1335 usa 59 temple place ste suite 330 500 02111 1307 675 massachusetts mass ave avenue cambridge 02139 4307 http fsf org www gnu licenses copyleft'.split(
    ' ',
  ),
)

/** Whether text beside a licence takes something away. Words are folded and joined by spaces. */
export const restricts = (text: string): boolean => RESTRICTIONS.test(text)

const RESTRICTIONS = new RegExp(
  ` (?:${[
    'non ?commercial',
    'not (?:be )?(?:for|used|use|permitted|allowed|licensed|sell|sold|distribute[d]?|redistribute[d]?|copy|copied|modify|modified|disclose[d]?)',
    '(?:may|shall|must) (?:not|only)',
    'prohibited|forbidden|prohibits|restricted to',
    // Said of the identifiers themselves in descriptions of the SPDX tags.
    '(?:only|solely|exclusively) (?:be used(?! with particular license identifiers)|for|with|on|by)|use only',
    'internal use|evaluation (?:purposes|use|license|only)|confidential|proprietary (?:and|information|to)|trade secrets?',
    'commercial (?:use|license|purposes?|product|agreement|entity)|commons clause',
    'no reverse engineer(?:ing)?|not reverse engineer|decompile|disassemble|military|weapons?',
    'without (?:the )?(?:prior |express |written |explicit )+(?:permission|consent|approval|authorization)',
    'license (?:key|fee)|royalt(?:y|ies)(?! free)|purchase',
    'academic (?:use|purposes)|research purposes|personal use',
    'end user license|monthly active|competing|acceptable use',
    'binary form only|object code only|no (?:license|right|rights) (?:is|are) granted',
  ].join('|')}) `,
)
