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
    const ended: number[] = []
    void rush.over().then(() => ended.push(Date.now()))
    for (let step = 0; step < 30; step++) {
      await vi.advanceTimersByTimeAsync(50)
      if (ended.length === 0) note(each)
    }
    return ended[0] ?? Number.NaN
  } finally {
    vi.useRealTimers()
  }
}

test('a few webhooks hold up no job, and many do until they end', async () => {
  expect(await waited(19)).toBe(0)
  expect(await waited(20)).toBe(200)
})

test('a rush without end holds up a job for a second', async () => {
  expect(await waited(100, 100)).toBe(1_000)
})
