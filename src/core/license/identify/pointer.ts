/** A Git LFS pointer stands in place of the file that it names by hash. */
export const isLfsPointer = (text: string): boolean => text.startsWith('version https://git-lfs.github.com/spec/')

const MAX_WORDS = 80
const FILE =
  /(?:\.{0,2}\/)?(?:[\w.+-]{1,60}\/){0,8}(?:(?:UN)?LICEN[SC]ES?|COPYING|COPYRIGHT|NOTICE|PATENTS|EULA)(?:[.-][\w+-]{1,40}){0,6}(?:\/[\w.+-]{1,60}){0,4}/g
const PATH = /^(?:\.{0,2}\/)?[\w.+-]{1,80}(?:\/[\w.+-]{1,80}){0,10}$/

/** The files that a short text names as the place of the licence; a symbolic link's content is a path alone. */
export const pointersIn = (text: string, words: number): readonly string[] => {
  const trimmed = text.trim()
  if (trimmed.length < 300 && PATH.test(trimmed) && /[/.]|^(?:LICEN[SC]E|COPYING)/i.test(trimmed)) return [trimmed]
  if (words > MAX_WORDS) return []
  const named = Array.from(text.matchAll(FILE), ([name]) => name.replace(/[.-]+$/, ''))
  return [...new Set(named)].slice(0, 10)
}
