import type { CodeHunk, CodeLine } from './changed-code.ts'
import type { NamesOfFile } from './gains.ts'
import type { DeclaredName } from './uapi-names.ts'

/** Where a source gives an ioctl its number, or enters it in the table of those that a DRM driver takes. */
const NUMBERED =
  /^ ?# ?define (?<macro>\w+) .*\b\w*_IO(?:R|W|WR|C)?(?:_BAD|_)? ?\(|\bconst (?<rust>\w+) ?:.*\b_IO(?:R|W|WR)?\b/
const ENTERED = /\bDRM_IOCTL_DEF_DRV ?\( ?(?<drm>\w+)/

/** The ioctls that a source other than a header of uAPI declares; null where it shows none. */
export const ioctlsOfSource = (file: string, hunks: readonly CodeHunk[]): NamesOfFile | null => {
  const side = (lines: (hunk: CodeHunk) => readonly CodeLine[]): DeclaredName[] =>
    hunks.flatMap((hunk) => lines(hunk).flatMap(ioctlOf))
  const names = { file, base: side(({ base }) => base), head: side(({ head }) => head) }
  return names.base.length + names.head.length === 0 ? null : names
}

const ioctlOf = (line: CodeLine): DeclaredName[] => {
  const { macro, rust } = NUMBERED.exec(line.code)?.groups ?? {}
  const drm = ENTERED.exec(line.code)?.groups?.['drm']
  const name = macro ?? rust ?? (drm === undefined ? undefined : `DRM_IOCTL_${drm}`)
  if (name === undefined) return []
  return [
    {
      kind: 'ioctl',
      name,
      of: null,
      at: line,
      isNew: line.isNew,
      // The flags of an entry are no uAPI.
      value: drm === undefined ? line.code : '',
      madeOf: [],
      lines: [line.line, line.line],
      key: name,
    },
  ]
}
