/** A piece of HTML that may stand in a page as it is. */
export type Html = { readonly html: string }

/** Template tag: what is put in is escaped, unless it is HTML from this tag. */
export const html = (pieces: TemplateStringsArray, ...values: readonly (string | Html)[]): Html => ({
  html: pieces.map((piece, at) => piece + inserted(values[at] ?? '')).join(''),
})

const inserted = (value: string | Html): string =>
  typeof value === 'string' ? value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`) : value.html
