import { type Asked, type AskedNeed, isName, quoted } from './asked.ts'
import { madeBy, withoutComment } from './make-targets.ts'

/** What a Makefile, or the `Makefile.am` of Automake, links: `-lname` in what it assigns and runs. */
export const readMake = (text: string): Asked => {
  const needs: AskedNeed[] = []
  let conditions = 0
  let isLinking = false
  let isContinued = false
  for (const [at, line] of text.split('\n').entries()) {
    const code = withoutComment(line)
    if (/^\s{0,40}(?:ifeq|ifneq|ifdef|ifndef|if\s)/.test(code)) conditions += 1
    else if (/^\s{0,40}endif\b/.test(code)) conditions = Math.max(0, conditions - 1)
    const links = LINKS.test(code)
    isLinking = links || (isLinking && isContinued)
    isContinued = code.trimEnd().endsWith('\\')
    if (!isLinking) continue
    for (const [, name = ''] of code.matchAll(/(?:^|[\s="'])-l(?!egacy-|og\b)([A-Za-z0-9_.+-]{2,60})(?=$|[\s"'\\)])/g))
      if (isName(name)) needs.push({ name, how: 'link', line: at + 1, text: quoted(line), isOptional: conditions > 0 })
  }
  return { needs, defines: madeBy(text), enters: [] }
}

/** Variables and programs that have to do with linking. `-l80` says something else to others. */
const LINKS = /LIB|LD|LINK|-L|\bCC\b|CXX|\bg?cc\b|[gc]\+\+|clang/
