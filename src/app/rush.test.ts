import { expect, test, vi } from 'vitest'
import { createRush } from './rush.ts'

/** Milliseconds until a job may begin, after so many webhooks; `each` come anew in every window. */
const waited = async (first: number, each = 0): Promise<number> => {
  vi.useFakeTimers({ now: 0 })
  try {
    const rush = createRush(Date.now)
    const note = (count: number) => {
      for (let left = count; left > 0; left--) rush.note()
    }
    note(first)
    const ended = new Set<'over'>()
    void rush.over().then(() => ended.add('over'))
    while (ended.size === 0) {
      await vi.advanceTimersByTimeAsync(50)
      if (ended.size === 0) note(each)
    }
    return Date.now()
  } finally {
    vi.useRealTimers()
  }
}

test('a few webhooks hold up no job, and many do until they end', async () => {
  expect(await waited(19)).toBe(50)
  expect(await waited(20)).toBe(200)
})

test('a rush without end holds up a job for a second', async () => {
  expect(await waited(100, 100)).toBe(1_000)
})
