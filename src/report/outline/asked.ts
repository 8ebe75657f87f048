import { LINE_KINDS, type LineHit, type LineKind } from '../../core/change/change.ts'

/** Why the requirement is raised, for one kind of the line: its first lines, and how many more there are. */
export type Asked = {
  readonly kind: LineKind
  readonly hits: readonly LineHit[]
  readonly more: number
}

const MOST_LINES = 3

export const asked = (line: readonly LineHit[]): readonly Asked[] =>
  LINE_KINDS.map((kind) => {
    const hits = line.filter((hit) => hit.kind === kind)
    return { kind, hits: hits.slice(0, MOST_LINES), more: Math.max(0, hits.length - MOST_LINES) }
  }).filter(({ hits }) => hits.length > 0)
