/**
 * The longest a foreign value is shown. Longer than any address or line that is worth reading; short enough that one
 * value can't push the rest of a report beyond its limit.
 */
const MOST_CHARACTERS = 400

/** All that is unassigned, controls, reverses direction or takes no room, and what ends a line. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** What most texts are made of alone. */
const PLAIN = /^[ -~]*$/

/** A hostile text in one line of visible characters: the others stand as `\u{..}`, tabs as a space. */
export const visible = (text: string): string => {
  if (text.length <= MOST_CHARACTERS && PLAIN.test(text)) return text
  // Cut before anything else, so that the work is bounded too.
  const characters = Array.from(text.slice(0, 2 * MOST_CHARACTERS + 2))
  const cut = characters.length > MOST_CHARACTERS ? `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…` : text
  return cut
    .replaceAll('\t', ' ')
    .replace(INVISIBLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
}
