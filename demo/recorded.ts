import { readPatch } from '../src/core/change/patch.ts'
import { recordedCases } from '../test/cases/load.ts'

type Files = Readonly<Record<string, string>>

/**
 * The files of a recorded case before and after its change, with their manifests. A case records hunks alone: what stands
 * around them is blank lines, so that everything is on the line that it was recorded at.
 */
export const recorded = (name: string): { readonly base: Files; readonly head: Files } => {
  const found = recordedCases().find((each) => each.name === name)
  if (found === undefined) throw new Error(`There is no recorded case ${name}`)
  const { change, manifests } = found.case
  const files = (change?.files ?? []).map(({ path, status, patch }) => {
    const hunks = readPatch(patch ?? '')
    if (hunks === null) throw new Error(`The patch of ${path} in the case ${name} is not whole`)
    return { path, status, hunks }
  })
  const side = (without: 'added' | 'removed', { hunks }: (typeof files)[number]): string => {
    const lines: string[] = []
    for (const hunk of hunks) {
      while (lines.length < hunk.start - 1) lines.push('')
      lines.push(...hunk.lines.filter(({ kind }) => kind !== without).map(({ text }) => text))
    }
    return `${lines.join('\n')}\n`
  }
  return {
    base: Object.fromEntries(
      files.filter(({ status }) => status !== 'added').map((file) => [file.path, side('added', file)]),
    ),
    head: {
      ...Object.fromEntries(
        files.filter(({ status }) => status !== 'removed').map((file) => [file.path, side('removed', file)]),
      ),
      ...Object.fromEntries(manifests.map(({ path, text }) => [path, text])),
    },
  }
}
