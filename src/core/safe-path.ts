import { hiddenCharacter } from './characters.ts'
import type { Problem } from './problem.ts'

const MAX_LENGTH = 512

/** Why a text is no path from the root of a repository that can be looked up as it stands; null for one that is. */
export const pathProblem = (text: string): Problem | null => {
  if (/[*?]/.test(text))
    return { message: 'holds a wildcard; a directory counts with all that is below it', mend: null }
  return plainPathProblem(text)
}

/** Why a text is no glob of paths or file names below a root; null for one that is. */
export const globProblem = (text: string): Problem | null => {
  if (text.startsWith('!')) return { message: 'begins with an exclamation mark', mend: null }
  // Braces and parentheses multiply what a glob stands for, and nothing here needs them.
  if (/[{}()]/.test(text))
    return { message: 'holds a brace or parenthesis', mend: 'Write one glob for each alternative.' }
  if (text.split('*').length - 1 > MAX_STARS) return { message: `holds more than ${MAX_STARS} stars`, mend: null }
  return plainPathProblem(text)
}

/** Matching may take time exponential in the stars of a glob. */
const MAX_STARS = 8

/** A path without the one trailing slash that people put after directories. */
export const withoutTrailingSlash = (path: string): string => path.replace(/\/$/, '')

const plainPathProblem = (text: string): Problem | null => {
  const problem = (message: string, mend: string | null = null): Problem => ({ message, mend })
  if (text.trim() === '') return problem('is empty')
  if (text.length > MAX_LENGTH) return problem(`is longer than ${MAX_LENGTH} characters`)
  const hidden = hiddenCharacter(text)
  if (hidden !== null) return problem(`holds the hidden character ${hidden}`)
  if (text.includes('\\')) return problem('holds a backslash', slashes(text))
  if (text.startsWith('/'))
    return problem('begins with a slash', 'Write it from the root of the repository, without a slash.')
  if (/^[-:~]/.test(text)) return problem(`begins with \`${text.charAt(0)}\``)
  if (text !== text.trim()) return problem('begins or ends with a space')
  const segments = withoutTrailingSlash(text).split('/')
  if (segments.includes('..')) return problem('holds the part `..`')
  if (segments.includes('.'))
    return problem('holds the part `.`', 'Leave it out; left out altogether, the whole repository counts.')
  if (segments.includes('')) return problem('holds an empty part between two slashes')
  return null
}

const slashes = (text: string): string | null => {
  const mended = text.replaceAll('\\', '/')
  return plainPathProblem(mended) === null ? `Write \`${mended}\`.` : null
}
