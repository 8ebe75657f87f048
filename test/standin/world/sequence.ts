/** Ids and dates that are the same at every run, so that a recorded story never changes by itself. */
export type Sequence = {
  /** The next id of a kind; each kind counts on its own. */
  id(kind: string): number
  /** The next moment, one second after the last, as git and the API write it. */
  date(): Date
}

const firstIds: Record<string, number> = { account: 1_001, repository: 70_001, pull: 500_001, installation: 9_001 }
const epoch = Date.UTC(2021, 5, 1, 12)

/** Starts a sequence; `clock` replaces the fixed dates. */
export const createSequence = (clock?: () => Date): Sequence => {
  const ids = new Map<string, number>()
  let ticks = 0
  return {
    id(kind) {
      const id = ids.get(kind) ?? firstIds[kind] ?? 100_001
      ids.set(kind, id + 1)
      return id
    },
    date: clock ?? (() => new Date(epoch + 1_000 * ticks++)),
  }
}

/** A global node id of the form that GitHub gives. */
export const nodeId = (prefix: string, id: number | string): string =>
  `${prefix}_${Buffer.from(`standin:${id}`).toString('base64url')}`

/** An instant in the API's form: whole seconds, UTC. */
export const instant = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z')
