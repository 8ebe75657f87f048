/**
 * A word as it is compared: lower case, compatibility forms and invisible characters resolved, and spellings that the
 * SPDX matching guidelines hold for equal made one (https://spdx.github.io/spdx-spec/v2.3/license-matching-guidelines-and-templates/).
 */
export const foldWord = (word: string): string => {
  const lower = isPlain(word) ? word.toLowerCase() : word.replaceAll(INVISIBLE, '').normalize('NFKC').toLowerCase()
  return SPELLINGS.get(lower) ?? lower
}

const isPlain = (word: string): boolean => {
  for (let at = 0; at < word.length; at += 1) if (word.charCodeAt(at) > 127) return false
  return true
}

/** Soft hyphen, zero-width characters and byte order marks: they show nothing. */
const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g

const SPELLINGS: ReadonlyMap<string, string> = new Map(
  `acknowledgement acknowledgment
   acknowledgements acknowledgments
   analogue analog
   analyse analyze
   artefact artifact
   authorisation authorization
   authorised authorized
   calibre caliber
   cancelled canceled
   capitalisations capitalizations
   catalogue catalog
   categorise categorize
   centre center
   emphasised emphasized
   favour favor
   favourite favorite
   fulfil fulfill
   fulfilment fulfillment
   https http
   initialise initialize
   judgement judgment
   labelling labeling
   labour labor
   licence license
   licences licenses
   maximise maximize
   modelled modeled
   modelling modeling
   offence offense
   optimise optimize
   organisation organization
   organise organize
   practise practice
   programme program
   realise realize
   recognise recognize
   signalling signaling
   utilisation utilization
   whilst while
   wilful willful`
    .split('\n')
    .map((line) => line.trim().split(' ') as [string, string]),
)
