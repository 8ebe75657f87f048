const DIRECTIVE = /^\s*#\s*(if|ifdef|ifndef|elif|elifdef|elifndef|else|endif)\b\s*(.*)$/
const ZERO = /^\(?\s*0+[uUlL]*\s*\)?\s*$/
const ONE = /^\(?\s*0*1[uUlL]*\s*\)?\s*$/

/** Whether any line may begin what no compiler reads. */
const BEGINS = /^\s*#\s*if\s*\(?\s*[01]/

/**
 * Lines of C without what stands under `#if 0`, or behind the `#else` of `#if 1`. Any other condition may hold. What began
 * above these lines isn't known, and is code.
 */
export const withoutDead = (codes: string[]): string[] => {
  if (!codes.some((code) => BEGINS.test(code))) return codes
  /** Of each open condition whether its present branch is dead, and its next one would be. */
  const open: { dead: boolean; next: boolean | null }[] = []
  return codes.map((code) => {
    const [, word = '', condition = ''] = DIRECTIVE.exec(code) ?? []
    if (word === '') return open.some(({ dead }) => dead) ? '' : code
    if (word.startsWith('if')) {
      const zero = word === 'if' && ZERO.test(condition)
      const one = word === 'if' && ONE.test(condition)
      open.push({ dead: zero, next: one ? true : zero ? false : null })
    } else if (word === 'endif') open.pop()
    else {
      const last = open.at(-1)
      if (last !== undefined) last.dead = last.next === true
    }
    return code
  })
}
