/** Remembers for a while that something was done. */
export type Marks = {
  /** Whether it is marked for the first time within `ms`. */
  readonly first: (name: string, ms: number) => Promise<boolean>
}

const MANY = 100_000

export const createMemoryMarks = (now: () => number): Marks => {
  const until = new Map<string, number>()
  return {
    first: (name, ms) => {
      if ((until.get(name) ?? 0) > now()) return Promise.resolve(false)
      until.delete(name)
      until.set(name, now() + ms)
      // The oldest goes: what it stood for is done once more.
      const [oldest] = until.keys()
      if (until.size > MANY && oldest !== undefined) until.delete(oldest)
      return Promise.resolve(true)
    },
  }
}
