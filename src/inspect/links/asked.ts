import { excerpt } from '../../core/characters.ts'
import type { Need } from '../../core/evidence/links.ts'

/** What one file of a build asks for and defines. */
export type Asked = {
  readonly needs: readonly AskedNeed[]
  /** Libraries, programs and packages that it makes, as written. */
  readonly defines: readonly string[]
  /** Directories, from its own, that it enters; null where it can't be told which. */
  readonly enters: readonly (Entered | null)[]
}

export type Entered = { readonly directory: string; readonly isGuarded: boolean }

export type AskedNeed = Pick<Need, 'name' | 'how' | 'isOptional' | 'line' | 'text'>

export const NOTHING_ASKED: Asked = { needs: [], defines: [], enters: [] }

/** As much of a line as is quoted. */
const QUOTED = 160

export const quoted = (line: string): string => excerpt(line.slice(0, 4 * QUOTED).trim(), QUOTED)

/** Whether a text can be the name of a library, package or file, and is no variable or flag. */
export const isName = (text: string): boolean =>
  text.length <= 100 && /^[A-Za-z0-9_.+:@-]+$/.test(text) && /[A-Za-z]/.test(text)

/** Web addresses and git's own; `git@host:owner/name` among them. */
export const isAddress = (text: string): boolean =>
  text.length <= 400 && /^(?:(?:https?|git|ssh|ftp):\/\/|git@)[^\s"'<>${}]{4,}$/.test(text)

/** The 1-based line that a place in a text stands on; asked in rising order, so that a text is walked through once. */
export const lineCounter = (text: string): ((at: number) => number) => {
  let line = 1
  let walked = 0
  return (at) => {
    for (; walked < at; walked += 1) if (text.charCodeAt(walked) === 10) line += 1
    return line
  }
}

/** The line that a place stands on, as far as it is near: a line may be as long as the file. */
export const lineAround = (text: string, at: number): string =>
  beforeOf(text, at) +
  text
    .slice(at, at + NEAR)
    .split('\n', 1)
    .join('')

/** What stands before a place on its line. */
export const beforeOf = (text: string, at: number): string => {
  const before = text.slice(Math.max(0, at - NEAR), at)
  return before.slice(before.lastIndexOf('\n') + 1)
}

const NEAR = 400

/** What is fetched by an address that stands at a place of a text, on that line. */
export const download = (address: string, text: string, at: number, line: number): AskedNeed => ({
  name: address,
  how: 'download',
  line,
  text: quoted(lineAround(text, at)),
  isOptional: false,
})
