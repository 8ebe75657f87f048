import { DENIED_WORDS } from './denied-words.ts'
import { isRestrictingName } from './restricting-names.ts'

/**
 * Whether something that is written as one word, and made of several, says what may be done: `no-ai-training`,
 * `OnlyWithAcmeHardware`. One such word of two may be anybody's name: `FreeBSD`.
 */
export const hidesTerms = (text: string): boolean => {
  const parts = text
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
  if (parts.length < 2) return false
  const terms = parts.filter((part) => TERMS.has(part) || (isRestrictingName(part) && !part.startsWith('licen')))
  return terms.length > (parts.length === 2 ? 1 : 0) || isRestrictingName(parts.join(''))
}

/** Words that say nothing by themselves, of which names of several words are made. */
const OF_NAMES = new Set(
  'the for by to of and or in at with from as is are code form product license copyright'.split(' '),
)
/** Such as no licence has, or as may be somebody's name where they stand alone. */
const MORE = 'home buy trial excluded excludes armies army void seats weights ban sale needed fascists police'.split(
  ' ',
)

const TERMS: ReadonlySet<string> = new Set([...[...DENIED_WORDS].filter((word) => !OF_NAMES.has(word)), ...MORE])
