/**
 * Words in the place of a holder's name that say what may be done and by whom, in the languages that such words are most
 * often met in. The word lists of licence texts hold the English ones; here are those that no licence has.
 */
export const isRestrictingName = (folded: string): boolean => {
  if (folded.length > LONGEST) return true
  const plain = folded
    .normalize('NFD')
    .replaceAll(ACCENT, '')
    .replaceAll(/[0134579]/g, asLetter)
  return WORDS.has(plain) || WITHIN.test(plain) || FIRST.test(plain) || MIXED.test(folded)
}

/** Whether words run together or apart, as in a web address, hold one that restricts. */
export const holdsRestriction = (text: string): boolean => {
  const plain = text.normalize('NFKD').replaceAll(ACCENT, '').toLowerCase()
  const parts = plain.split(/[^\p{L}\p{N}]+/u).filter((part) => !OF_ANY_LICENSE.test(part))
  return parts.some((part) => isRestrictingName(part) || PAGES.test(part)) || WITHIN.test(parts.join(''))
}

/** Longer than any name. */
const LONGEST = 64

/** What pages with other terms are called. */
const PAGES = /^(?:terms?|tos|agreements?|conditions|polic(?:y|ies)|eulas?)$/

/** In addresses of open licences too. */
const OF_ANY_LICENSE = /^(?:licen[cs](?:es?|ing|ors?|ees?)|[al]?gpl(?:v?\d)?|use)$/

/** Whether two words are one that was taken apart ("non com mercial"). */
export const joinToRestriction = (one: string, other: string): boolean => !WITHIN.test(one) && WITHIN.test(one + other)

const ACCENT = /\p{M}/gu

/** Signs that are put in place of a letter that they look like. */
const asLetter = (digit: string): string => LOOK_ALIKES[digit] ?? digit
const LOOK_ALIKES: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 9: 'g' }

/** Latin letters beside those of another alphabet that look like them. */
const MIXED =
  /\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin}/u

/** Anywhere in a word. */
const WITHIN =
  /commerc|comerci|kommerz|komerc|коммер|redistrib|reverse(?:eng|comp)|confidentia|confidenc|confidentie|konfident|only$|propriet|polyform|noderiv|commonsclause|closedsource|tradesecret|militar|evaluationonly|internaluse|academicuse|personaluse|researchuse|researchonly|bync|notforsale|notforresale|(?:fair|public|shared|visible)source|faircode|sourceavailable|singlemachine|singleuser|singleseat|singlesite|homeuse|perseat|percore|perdevice|percpu|nodelocked|timelimited|inhouse|fineprint/

/** At the start of a word. */
const FIRST =
  /^(?:[al]?gplv|licen[csz]|lizenz|лиценз|unlicens|unfree|nonfree|noncom|nonprof|nonmil|nonder|donot|notfor|noai$|bann|disallow|prohib|proib|forbid|interdit|vietat|verbot|verbied|verbod|запре|использ|hobby|student|subscri|gewerb|nutzung|gebruik|utilis|exclu[ds]|embargo|revok|obsolet|expir|evaluat|gamer|vertraulich|geheim|derivativ|royalt|unfork|unsell|fork(?:s|ing|ed)$|terminab|payab|untersag|verkauf|weitergab|weiterverb|vervielf|etudiant|estudiant|estudante|forbjud|forbud|forbyd|forsalj|zabron|zakaz|sprzed|prywatn|prodej|osobni|pouzit|szemelyes|hasznal|kereskedelm|interzis|vanzar|yasak|sat[iı]lam|kisisel|kullan|henkilokoht|kaytto|kaupall|pengguna|dilarang|pribadi|απαγορ|εμπορ|προσωπικ|χρηση|продаж|личн|resel|resal|restrict|undistrib|unredis|unmodif|proprie)/

const WORDS: ReadonlySet<string> = new Set(
  `eula shareware freeware payware nagware trialware crippleware demoware adware closed classified nda itar busl sspl gpl
   agpl lgpl nc nd byncnd universities nonprofits gaming members employees partners testers patrons
   sponsors staff users citizens militia minus besides barring excl dont void pending leaked stolen inapplicable
   edition preview hippocratic deprecated superseded uncopyable vs paid secret separately attribution commonsclause homebrew prototyping
   before deployment deploying tied locked alone always mention charity charities businesses individuals persons civilians
   peaceful pacifists against excepted barred invoice eval thirty days keep stays branding violators pirated additional caveat
   nur nicht kein keine ohne zweck zwecke privat intern
   sans seulement uniquement aucun aucune prive
   uso usos solo sin privado privada solamente
   senza soltanto apenas somente sem
   niet alleen geen zonder
   tylko bez ticari sadece endast pouze csak numai hanya untuk bruk μονο
   riservato riservata riservati reservado reservada reservados reserve reservee reservees
   не только нельзя без для`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
