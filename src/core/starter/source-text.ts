import type { Change } from '../change/change.ts'
import { readPatch } from '../change/patch.ts'

/** Lines of a file with their numbers: all of a tree's file, or those that a change shows. */
export type SourceText = {
  readonly path: string
  readonly lines: readonly { readonly line: number; readonly text: string }[]
}

export const wholeText = (path: string, text: string): SourceText => ({
  path,
  lines: text.split('\n').map((each, index) => ({ line: index + 1, text: each.replace(/\r$/, '') })),
})

/** What a change shows of its files at the head. */
export const textsOfChange = ({ files }: Change): readonly SourceText[] =>
  files.flatMap(({ path, status, patch }) => {
    if (status === 'removed' || patch === null || patch === 'unread') return []
    const lines = (readPatch(patch) ?? []).flatMap((hunk) => hunk.lines.filter(({ kind }) => kind !== 'removed'))
    return lines.length === 0 ? [] : [{ path, lines }]
  })
