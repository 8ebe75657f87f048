import { expect, test } from 'vitest'
import { createMemoryBudget } from './budget.ts'

const setUp = (writesPerMinute: number) => {
  let at = 1_000_000
  const budget = createMemoryBudget({ writesPerMinute, now: () => at })
  return { budget, now: () => at, pass: (ms: number) => (at += ms) }
}

test("a minute's writes may be made at once, and the next ones evenly", async () => {
  const { budget, now } = setUp(4)
  const times = []
  for (let write = 0; write < 7; write++) times.push((await budget.reserve(1)) - now())
  expect(times).toEqual([0, 0, 0, 0, 15_000, 30_000, 45_000])
  expect((await budget.reserve(2)) - now()).toBe(0)
})

test('what is not used in a minute is not saved for the next', async () => {
  const { budget, now, pass } = setUp(2)
  pass(3_600_000)
  const times = []
  for (let write = 0; write < 3; write++) times.push((await budget.reserve(1)) - now())
  expect(times).toEqual([0, 0, 30_000])
})

test('0 is no limit', async () => {
  const { budget, now } = setUp(0)
  for (let write = 0; write < 1_000; write++) expect(await budget.reserve(1)).toBe(now())
})

test('a block lasts until its time, and a shorter one shortens nothing', async () => {
  const { budget, now, pass } = setUp(0)
  await budget.block(1, now() + 10_000)
  await budget.block(1, now() + 5_000)
  expect(await budget.blockedUntil(1)).toBe(now() + 10_000)
  expect(await budget.blockedUntil(2)).toBe(0)
  pass(10_000)
  expect(await budget.blockedUntil(1)).toBe(0)
})
