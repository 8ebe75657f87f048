import type { Whose } from '../core/evidence/source.ts'
import { ASIDE_DIRECTORIES } from '../core/license/name-words.ts'
import { VENDORED_DIRECTORIES } from './vendored-directories.ts'

/**
 * Whose a file is, by the directories on its way.
 *
 * @param path from where the software in question begins: its own directory may be called `vendor`
 */
export const whose = (path: string): Whose => {
  // Files of a directory come one after the other, and are asked about several times each.
  const end = path.lastIndexOf('/')
  if (end === last.directory.length && path.startsWith(last.directory)) return last.whose
  const directory = path.slice(0, Math.max(0, end))
  last.whose = ofDirectory(directory)
  last.directory = directory
  return last.whose
}

const last: { directory: string; whose: Whose } = { directory: ' ', whose: 'own' }

const ofDirectory = (path: string): Whose => {
  let found: Whose = 'own'
  for (const part of path.split('/')) {
    const directory = part.toLowerCase()
    if (VENDORED_DIRECTORIES.has(directory)) found = 'vendored'
    // Other people's code has tests of its own.
    else if (ASIDE_DIRECTORIES.has(directory) || TEST.test(directory)) found = 'test'
  }
  return found
}

/** `unit-tests`, `example_apps`, `hl-tests`: by a word at either end. */
const TEST =
  /^(?:unit|integration|system|regression|conformance|perf)?[-_.]?(?:tests?|testing|examples?|samples?|demos?|benchmarks?|tutorials?)(?:[-_.]|$)|[-_.](?:tests?|testing|examples?|samples?|demos?|benchmarks?|testdata)$/
