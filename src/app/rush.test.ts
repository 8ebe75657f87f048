import { expect, test, vi } from 'vitest'
import { createRush } from './rush.ts'

/** Milliseconds until each of so many jobs may begin, after so many webhooks; `each` come anew in every window. */
const waited = async (
  { jobs = 1, first, each = 0 }: { jobs?: number; first: number; each?: number },
  ends: (end: () => void) => void = () => undefined,
): Promise<readonly number[]> => {
  vi.useFakeTimers({ now: 0 })
  try {
    const rush = createRush(Date.now)
    const note = (count: number) => {
      for (let left = count; left > 0; left--) rush.note()
    }
    note(first)
    const begun: number[] = []
    for (let job = 0; job < jobs; job++)
      void rush.begin().then((end) => {
        begun.push(Date.now())
        ends(end)
      })
    for (let step = 0; step < 60; step++) {
      await vi.advanceTimersByTimeAsync(50)
      if (begun.length < jobs) note(each)
    }
    return begun
  } finally {
    vi.useRealTimers()
  }
}

test('a few webhooks hold up no job, and many do until they end', async () => {
  expect(await waited({ first: 9, jobs: 9 })).toEqual(Array(9).fill(0))
  expect(await waited({ first: 10 })).toEqual([200])
})

test('a rush without end holds up a job for a second, and lets a few run at a time', async () => {
  expect(await waited({ first: 100, each: 100 })).toEqual([1_000])
  expect(await waited({ first: 100, each: 100, jobs: 6 })).toEqual(Array(4).fill(1_000))
  const after = (end: () => void) => setTimeout(end, 30)
  const begun = await waited({ first: 100, each: 100, jobs: 6 }, after)
  expect(begun).toEqual([1_000, 1_000, 1_000, 1_000, 1_030, 1_030])
})
