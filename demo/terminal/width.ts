import { stripVTControlCharacters } from 'node:util'

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' })
const WIDE = /\p{Emoji_Presentation}|\ufe0f/u

/** Columns that a text takes in a terminal: none for its colours, two for an emoji. */
export const widthOf = (text: string): number =>
  Array.from(GRAPHEMES.segment(stripVTControlCharacters(text))).reduce(
    (columns, { segment }) => columns + (WIDE.test(segment) ? 2 : 1),
    0,
  )
