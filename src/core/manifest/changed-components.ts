import type { ChangedFile } from '../change/change.ts'
import { readPatch } from '../change/patch.ts'
import { componentsOf } from '../components.ts'
import type { Component, Manifest } from './manifest.ts'
import { parseManifest } from './parse.ts'

/** What a change to a manifest does to the stack that it declares; each as a reader is told it. */
export type ChangedComponents = {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly replaced: readonly string[]
}

/** null where the manifest before the change can't be told, or was none, or declares what it did before. */
export const changedComponents = (file: ChangedFile, headText: string, now: Manifest): ChangedComponents | null => {
  const text = textBefore(file, headText)
  const before = text === null ? null : parseManifest({ path: file.path, text })
  if (before?.ok !== true) return null
  const [old, present] = [componentsOf(before.value), componentsOf(now)]
  const gone = old.filter((each) => !present.some((other) => isSame(each, other)))
  const come = present.filter((each) => !old.some((other) => isSame(each, other)))
  const replaced: string[] = []
  const added = come.filter((each) => {
    // Another part or branch of the same repository, or the only one of its role that goes, makes room for it.
    const room =
      gone.find((other) => other.role === each.role && other.repository === each.repository) ??
      gone.find((other) => other.role === each.role)
    if (room === undefined) return true
    gone.splice(gone.indexOf(room), 1)
    replaced.push(`${shown(room)} by ${shown(each)}`)
    return false
  })
  if (added.length + gone.length + replaced.length === 0) return null
  return { added: added.map(shown), removed: gone.map(shown), replaced }
}

const isSame = (a: Component, b: Component): boolean =>
  a.role === b.role && a.repository === b.repository && a.ref === b.ref && a.paths.join('\n') === b.paths.join('\n')

const shown = ({ role, repository, ref, paths }: Component): string =>
  [
    `${role} ${repository}`,
    ...(ref === null ? [] : [`at ${ref}`]),
    ...(paths.length === 0 ? [] : [`: ${paths.join(', ')}`]),
  ].join(' ')

/** The text that a patch was made from, by what it was made to; null where it doesn't fit. */
const textBefore = ({ patch, status }: ChangedFile, headText: string): string | null => {
  if (patch === null || patch === 'unread' || status === 'added') return null
  const hunks = readPatch(patch)
  if (hunks === null) return null
  const head = headText.split('\n')
  const base: string[] = []
  let at = 1
  for (const { start, lines } of hunks) {
    while (at < start) base.push(head[at++ - 1] ?? '')
    for (const { kind, text } of lines) {
      if (kind !== 'added') base.push(text)
      if (kind !== 'removed') at++
    }
  }
  return [...base, ...head.slice(at - 1)].join('\n')
}
