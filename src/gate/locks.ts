/** Runs one task at a time for a key, in the order of asking. */
export type Locks = <T>(key: string, task: () => Promise<T>) => Promise<T>

export const createLocks = (): Locks => {
  const tails = new Map<string, Promise<unknown>>()
  return async (key, task) => {
    const before = tails.get(key) ?? Promise.resolve()
    const mine = before.then(task, task)
    const tail = mine.catch(() => undefined)
    tails.set(key, tail)
    try {
      return await mine
    } finally {
      if (tails.get(key) === tail) tails.delete(key)
    }
  }
}
