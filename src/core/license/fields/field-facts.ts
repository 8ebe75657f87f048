/** A licence that a file states by field, for itself or for others. */
export type FieldStatement = {
  /** Globs or names that it is about, relative to `baseOf` the file; empty: all that is there. */
  readonly files: readonly string[]
  /** A valid SPDX expression; null where what is written is none. */
  readonly expression: string | null
  /** As written, cut to 200 characters. */
  readonly written: string
  /** 1-based. */
  readonly line: number
  /** Licence files that it names for its text (`Licence: Redistributable. See LICENSE.qcom for details.`). */
  readonly texts: readonly string[]
  /** Only WHENCE: it says that the files may be redistributed, or doesn't know. */
  readonly redistributable: boolean | null
  /**
   * Where the file itself quotes the licence's text below its name: first and last line, 1-based. A name proves nothing
   * where the text below it is another; absent where there is none.
   */
  readonly body?: LineRange
}

export type LineRange = { readonly from: number; readonly to: number }

export type FieldFormat = 'dep5' | 'reuse-toml' | 'whence' | 'meson' | 'cargo' | 'pyproject' | 'spdx-tags'

export type FieldFacts = { readonly format: FieldFormat; readonly statements: readonly FieldStatement[] }
