import { directoryOf } from '../core/license/paths.ts'
import type { HeaderTag, HeaderTally } from '../core/license/combine/header-tally.ts'
import type { Identify } from '../core/license/read-license-file.ts'
import { createHeaderReader, type Header } from './headers/read-header.ts'
import type { Inspector, Questions } from './inspector.ts'
import { insideOf } from './paths.ts'
import { isMadeByTool } from './source/generated.ts'
import { languageOf } from './source/languages.ts'

/** A tag or notice stands there, or nobody will find it. */
const HEAD_BYTES = 4096

/** Beyond it a hostile tree would fill the memory: the tags of further directories are told of the one above them. */
const MOST_DIRECTORIES = 20_000
const MOST_TAGS = 64

/** What the heads of source files say of their licence, counted by directory. */
export const createHeaders = (
  identify: Identify,
  { paths }: Pick<Questions, 'paths'>,
): Inspector<readonly HeaderTally[]> => {
  const inside = insideOf(paths)
  const read = createHeaderReader(identify)
  const tallies = new Map<string, { readonly tags: Map<string, HeaderTag>; untagged: number }>()
  const tallyOf = (path: string): { readonly tags: Map<string, HeaderTag>; untagged: number } => {
    let directory = directoryOf(path)
    while (directory !== '' && tallies.size >= MOST_DIRECTORIES && !tallies.has(directory))
      directory = directoryOf(directory)
    const known = tallies.get(directory)
    if (known !== undefined) return known
    const made = { tags: new Map<string, HeaderTag>(), untagged: 0 }
    tallies.set(directory, made)
    return made
  }
  return {
    wants: ({ kind, path, bytes }) =>
      kind === 'file' && bytes > 0 && inside(path) !== null && bearsNotice(path) ? HEAD_BYTES : 0,
    see: ({ path, kind }, content) => {
      if (kind !== 'file' || content === null || inside(path) === null || !bearsNotice(path)) return
      const text = content.text()?.slice(0, HEAD_BYTES)
      if (text === undefined || text.trim() === '') return
      const { headers, speaks } = read(text)
      if (headers.length === 0 && (speaks || languageOf(path)?.isBare === true || isMadeByTool(path, text))) return
      const tally = tallyOf(path)
      if (headers.length === 0) tally.untagged += 1
      for (const header of headers) add(tally.tags, header, path)
    },
    facts: () =>
      [...tallies].map(([directory, { tags, untagged }]) => ({ directory, tags: [...tags.values()], untagged })),
  }
}

const bearsNotice = (path: string): boolean => languageOf(path) !== null

const add = (
  tags: Map<string, HeaderTag>,
  { expression, written, line, restriction, isTagged }: Header,
  path: string,
): void => {
  const key = expression ?? `written ${isTagged} ${restriction ?? ''} ${written}`
  const known = tags.get(key)
  if (known === undefined && tags.size >= MOST_TAGS) return
  tags.set(
    key,
    known === undefined
      ? { expression, written, count: 1, example: { path, line }, restriction, isTagged }
      : { ...known, count: known.count + 1 },
  )
}
