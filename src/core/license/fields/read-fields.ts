import { readCargo } from './cargo.ts'
import { isDep5, readDep5 } from './dep5.ts'
import type { FieldFacts, FieldFormat, FieldStatement } from './field-facts.ts'
import { readMeson } from './meson.ts'
import { readPyproject } from './pyproject.ts'
import { readReuseToml } from './reuse-toml.ts'
import { readTags } from './spdx-tags.ts'
import { readWhence } from './whence.ts'

/** Larger than any real one; linux-firmware's WHENCE has some 300,000 characters. */
const MAX_CHARACTERS = 1_000_000
const MAX_STATEMENTS = 20_000

/**
 * What a file says of licences by field, in the format that its path and its beginning tell. null: it says nothing so,
 * or is beyond what is read (1,000,000 characters, 20,000 statements), where a part could mislead.
 *
 * @param path from the repository's root
 */
export const readFields = (path: string, text: string): FieldFacts | null => {
  if (text.length > MAX_CHARACTERS) return null
  const format = formatOf(path, text)
  const statements = READERS[format](normalised(text))
  if (statements.length === 0 || statements.length > MAX_STATEMENTS) return null
  return { format, statements: statements.map(refinement(path, format)) }
}

/** What only the path tells. */
const refinement = (path: string, format: FieldFormat): ((stated: FieldStatement) => FieldStatement) => {
  // `firmware.bin.license` speaks for `firmware.bin`, which can hold no tag.
  const beside = /([^/]+)\.license$/.exec(path)?.[1]
  return (stated) => (format === 'spdx-tags' && beside !== undefined ? { ...stated, files: [beside] } : stated)
}

/** The directory that a file's globs are relative to, '' for the root: files of Debian's and REUSE's form speak of the one above. */
export const baseOf = (path: string): string => {
  const parts = path.split('/')
  return parts.slice(0, /(?:^|\/)(?:debian\/copyright|\.reuse\/dep5)$/.test(path) ? -2 : -1).join('/')
}

const REUSE_DEP5 = '.reuse/dep5'

const READERS: Readonly<Record<FieldFormat, (text: string) => readonly FieldStatement[]>> = {
  dep5: readDep5,
  'reuse-toml': readReuseToml,
  whence: readWhence,
  meson: readMeson,
  cargo: readCargo,
  pyproject: readPyproject,
  'spdx-tags': readTags,
}

const BY_NAME = new Map<string, FieldFormat>([
  ['REUSE.toml', 'reuse-toml'],
  ['WHENCE', 'whence'],
  ['meson.build', 'meson'],
  ['Cargo.toml', 'cargo'],
  ['pyproject.toml', 'pyproject'],
])

const formatOf = (path: string, text: string): FieldFormat => {
  const named = BY_NAME.get(path.slice(path.lastIndexOf('/') + 1))
  if (named !== undefined) return named
  return path.endsWith(REUSE_DEP5) || isDep5(normalised(text)) ? 'dep5' : 'spdx-tags'
}

const normalised = (text: string): string => text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
