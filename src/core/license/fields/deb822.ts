/** A field of a paragraph: what stands beside its name, and its continuation lines without their indentation. */
export type Field = {
  /** 1-based. */
  readonly line: number
  readonly first: string
  readonly rest: readonly string[]
}

/** Fields by their lower-case names. */
export type Paragraph = ReadonlyMap<string, Field>

type OpenField = Field & { readonly rest: string[] }

/**
 * The paragraphs of a file in the syntax of Debian's control files. Read leniently, as files in the wild are written: an
 * indented line after an empty one still continues its field, and a field that comes twice begins a new paragraph.
 *
 * Source: https://manpages.debian.org/deb822.5
 */
export const readParagraphs = (text: string): readonly Paragraph[] => {
  const paragraphs: Map<string, OpenField>[] = []
  let rest: string[] | null = null
  let ended = true
  for (const [at, line] of text.split('\n').entries()) {
    const [, name, first = ''] = FIELD.exec(line) ?? []
    if (name !== undefined) {
      const key = name.toLowerCase()
      const last = paragraphs.at(-1)
      const paragraph = ended || last === undefined || last.has(key) ? new Map<string, OpenField>() : last
      if (paragraph !== last) paragraphs.push(paragraph)
      rest = []
      paragraph.set(key, { line: at + 1, first: first.trim(), rest })
      ended = false
    } else {
      if (line.trim() === '') ended = true
      else if (/^\s/.test(line)) ended = false
      rest?.push(line.trim() === '.' ? '' : line.trim())
    }
  }
  return paragraphs
}

const FIELD = /^([A-Za-z][A-Za-z0-9-]{0,60}):(.*)$/
