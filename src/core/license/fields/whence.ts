import type { FieldStatement, LineRange } from './field-facts.ts'
import { statement } from './statement.ts'
import { readWhenceLicence } from './whence-licence.ts'
import { linkTargets, unquote } from './whence-names.ts'
import { readRecords, type WhenceField } from './whence-records.ts'

/**
 * What linux-firmware's `WHENCE`, and files in its form, say of each firmware file. Within a record a licence is about the
 * files above it since the last one; where there are none, about those of the last one too, or else those that follow.
 * Files that no licence follows are stated without any. A link goes with its target.
 *
 * Source: https://gitlab.com/kernel-firmware/linux-firmware/-/blob/main/WHENCE and its check_whence.py
 */
export const readWhence = (text: string): readonly FieldStatement[] => {
  const licences = readRecords(text).flatMap(ofRecord)
  placeLinks([...new Set(licences.map(({ group }) => group))])
  // Without a file a licence is about nothing, and an empty list would mean everything.
  return licences.filter(({ group }) => group.files.length > 0).map(toStatement)
}

/** Files that stand together, and the links among them. */
type Group = { readonly line: number; readonly files: string[]; readonly links: string[] }

/** `field`: null where the files have no licence. */
type Licence = { readonly field: WhenceField | null; readonly status: string; readonly group: Group }

const ofRecord = (fields: readonly WhenceField[]): readonly Licence[] => {
  const licences: Licence[] = []
  let group = newGroup(1)
  for (const field of fields) {
    const { key, value, line } = field
    const last = licences.at(-1)
    if (key === 'licence') {
      licences.push({ field, status: '', group: isEmpty(group) ? (last?.group ?? group) : group })
      group = newGroup(line)
    } else if (key === 'status' && last !== undefined) licences.splice(-1, 1, { ...last, status: value })
    else if (key === 'file' || key === 'directory' || key === 'link') {
      if (isEmpty(group)) group = newGroup(line)
      if (key === 'link') group.links.push(value)
      else group.files.push(key === 'file' ? unquote(value) : `${unquote(value).replace(/\/+$/, '')}/**`)
    }
  }
  if (isEmpty(group)) return licences
  const last = licences.at(-1)
  const takes = last !== undefined && isEmpty(last.group)
  return takes ? licences.with(-1, { ...last, group }) : [...licences, { field: null, status: '', group }]
}

const newGroup = (line: number): Group => ({ line, files: [], links: [] })

const isEmpty = ({ files, links }: Group): boolean => files.length === 0 && links.length === 0

/** No file stands in more records than this. */
const MAX_OWNERS = 16

/** A link whose target stands nowhere goes with the files that it stands among. */
const placeLinks = (groups: readonly Group[]): void => {
  const owners = new Map<string, Group[]>()
  for (const group of groups) {
    for (const file of new Set(group.files)) {
      const those = owners.get(file)
      if (those === undefined) owners.set(file, [group])
      else if (those.length < MAX_OWNERS) those.push(group)
    }
  }
  for (const group of groups) {
    for (const link of group.links) {
      const [written = '', to = ''] = link.split(' -> ')
      const name = unquote(written)
      const target = linkTargets(name, unquote(to)).find((candidate) => owners.has(candidate))
      for (const owner of owners.get(target ?? '') ?? [group]) owner.files.push(name)
    }
  }
}

const toStatement = ({ field, status, group: { line, files } }: Licence): FieldStatement => {
  if (field === null) return statement('', line, { files, redistributable: false })
  const { written, expression, texts, redistributable } = readWhenceLicence(field.value, field.below, status)
  return statement(written, field.line, { files, expression, texts, redistributable, ...bodyOf(field) })
}

const bodyOf = ({ below, line }: WhenceField): { readonly body?: LineRange } => {
  const first = below.findIndex((each) => each.trim() !== '')
  if (first < 0) return {}
  return { body: { from: line + 1 + first, to: line + 1 + below.findLastIndex((each) => each.trim() !== '') } }
}
