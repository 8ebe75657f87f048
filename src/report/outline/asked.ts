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
    const hits = byForce(line.filter((hit) => hit.kind === kind))
    return { kind, hits: hits.slice(0, MOST_LINES), more: Math.max(0, hits.length - MOST_LINES) }
  }).filter(({ hits }) => hits.length > 0)

/** What is done, before what is only declared or included for it: a reader looks for the call. */
const byForce = (hits: readonly LineHit[]): readonly LineHit[] => hits.toSorted((a, b) => rankOf(a) - rankOf(b))

const rankOf = ({ kind, text }: LineHit): number => {
  if (kind === 'uapi' || kind === 'manifest') return 0
  if (/^#|^(?:select|depends|imply|config)\b/.test(text)) return 2
  return /^(?!static|extern|typedef)[^(]*\b\w+\(.*[;{)]$/.test(text) ? 0 : 1
}
