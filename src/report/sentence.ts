import { visible } from './visible.ts'

/**
 * A piece of a sentence, by whose words it is in: `words` are ours, `code` is a value to be shown exactly, `prose` is
 * running text from elsewhere. The renderers treat `code` and `prose` as hostile.
 */
type Piece = { readonly kind: 'words' | 'code' | 'prose'; readonly text: string }

/** Text for a reader before any renderer has made Markdown or terminal output of it. */
export type Sentence = readonly Piece[]

/** A value to be shown exactly: a name, a path, a line to write. */
export const code = (text: string): Sentence => [{ kind: 'code', text }]

/** Running text that is not ours alone: a reason that someone gave, a fault that quotes a file. */
export const prose = (text: string): Sentence => [{ kind: 'prose', text }]

/** Words from our own closed sets: a role, a rule's code, an outcome. */
export const words = (text: string): Sentence => [{ kind: 'words', text }]

/** A template tag. Only sentences and numbers go in, so a foreign string can't slip in as our own words. */
export const say = (literals: TemplateStringsArray, ...values: readonly (Sentence | number)[]): Sentence =>
  literals.flatMap((literal, index) => {
    const value = values[index] ?? []
    return [...words(literal), ...(typeof value === 'number' ? words(String(value)) : value)]
  })

/** `a, b and c`; beyond `most` items the rest is counted. */
export const list = (items: readonly Sentence[], most = 8): Sentence => {
  const shown = items.slice(0, most)
  const left = items.length - shown.length
  const all = left > 0 ? [...shown, say`${left} more`] : shown
  return all.flatMap((item, index) => [...words(index === 0 ? '' : index === all.length - 1 ? ' and ' : ', '), ...item])
}

/** `1 waiver`, `2 waivers`. */
export const count = (number: number, noun: string): Sentence => words(`${number} ${noun}${number === 1 ? '' : 's'}`)

/** With a capital letter first, where the sentence starts with our own words. */
export const capitalised = (sentence: Sentence): Sentence => {
  const [first, ...rest] = sentence.filter(({ text }) => text !== '')
  if (first?.kind !== 'words') return sentence
  return [{ kind: 'words', text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest]
}

/** As plain text in one line, values between backticks, nothing in it invisible. */
export const plain = (sentence: Sentence): string =>
  sentence.map(({ kind, text }) => (kind === 'code' ? `\`${visible(text)}\`` : visible(text))).join('')
