/** Why a piece of text can't be taken, without its place. */
export type Problem = {
  /** One sentence about the text; its name in the file is put before it by whoever knows it. */
  readonly message: string
  /** The form that is wanted; null where there is nothing to suggest. */
  readonly mend: string | null
}
