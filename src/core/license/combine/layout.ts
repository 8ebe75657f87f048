import { baseOf } from '../fields/read-fields.ts'
import type { LicenseFile } from '../license-file.ts'
import { licenseFileKind } from '../names.ts'
import type { Layout, Placed } from './context.ts'
import { directoryOf } from '../paths.ts'

export const layOut = (files: readonly LicenseFile[]): Layout => {
  const placed = files.map((file) => ({ ...placeOf(file), file }))
  const of = (kind: Kind): readonly Placed[] => placed.filter((each) => each.kind === kind)
  return {
    byPath: new Map(files.map((file) => [file.path, file])),
    texts: of('text'),
    sides: of('side'),
    sets: of('set'),
    statements: of('statements'),
    builds: of('build'),
    hints: of('hint'),
  }
}

type Kind = 'text' | 'side' | 'set' | 'statements' | 'build' | 'hint' | 'other'

const placeOf = ({ path, fields }: LicenseFile): { readonly kind: Kind; readonly directory: string } => {
  const format = fields?.format
  if (format === 'dep5' || format === 'reuse-toml' || format === 'whence')
    return { kind: 'statements', directory: baseOf(path) }
  // `firmware.bin.license` speaks for the file beside it.
  if (fields?.statements.some(({ files }) => files.length > 0) === true)
    return { kind: 'statements', directory: directoryOf(path) }
  if (format === 'meson' || format === 'cargo' || format === 'pyproject')
    return { kind: 'build', directory: directoryOf(path) }
  const set = setOf(path)
  if (set !== null) return { kind: 'set', directory: withoutDocs(set) }
  switch (licenseFileKind(path)) {
    case 'text':
      return { kind: 'text', directory: withoutDocs(directoryOf(path)) }
    case 'side':
      return { kind: 'side', directory: withoutDocs(directoryOf(path)) }
    case 'hint':
      return { kind: 'hint', directory: directoryOf(path) }
    // A file of fields without any, or one that is here only because another points to it.
    case 'fields':
    case null:
      return { kind: 'other', directory: directoryOf(path) }
  }
}

/** The directory above `LICENSES/`, `third-party-licenses/` and the like; null for a file that is in none. */
const setOf = (path: string): string | null => {
  const parts = directoryOf(path).split('/')
  const at = parts.findIndex((part) => /(?:^|[-_. ])licen[cs]es$/i.test(part))
  return at < 0 ? null : parts.slice(0, at).join('/')
}

/** A licence among the documents is the software's, which is the directory above. */
const withoutDocs = (directory: string): string => directory.replace(/(?:^|\/)(?:docs?|documentation)$/i, '')
