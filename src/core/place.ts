/** Where something stands in a text file: 1-based line and column, as editors and the Checks API count them. */
export type Position = { readonly line: number; readonly column: number }

/** A position in a named file of the driver repository, at the head commit. */
export type Place = Position & { readonly file: string }
