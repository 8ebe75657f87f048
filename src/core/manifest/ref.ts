import { hiddenCharacter } from '../characters.ts'
import type { Problem } from '../problem.ts'

const MAX_LENGTH = 200

/**
 * Why a text names no branch or tag; null for one that may. Commits are refused: GitHub serves those of every fork from
 * the parent's address, so a commit says nothing about whose it is.
 */
export const refProblem = (text: string): Problem | null => {
  const problem = (message: string, mend: string | null = null): Problem => ({ message, mend })
  if (text === '') return problem('is empty', 'Leave it out for the default branch.')
  if (text.length > MAX_LENGTH) return problem(`is longer than ${MAX_LENGTH} characters`)
  const hidden = hiddenCharacter(text)
  if (hidden !== null) return problem(`holds the hidden character ${hidden}`)
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text)) return problem('is a commit', 'Name a branch or tag.')
  if (text === 'HEAD' || text === '@')
    return problem('is not the name of a branch or tag', 'Leave it out for the default branch.')
  const full = /^refs\/(?:(?:heads|tags)\/)?(?<name>.*)$/.exec(text)
  if (full !== null) return problem('begins with `refs/`', `Write \`${full.groups?.['name'] ?? ''}\`.`)
  return isRefName(text) ? null : problem('is not a name that git allows for a branch or tag')
}

/** The rules of git-check-ref-format(1), and no leading dash. */
const isRefName = (text: string): boolean =>
  !/[ ~^:?*[\\]|\.\.|@\{|\/\/|^[-/]|[/.]$/.test(text) &&
  text.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock'))
