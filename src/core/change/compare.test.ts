import { expect, it } from 'vitest'
import { compareTexts } from './compare.ts'
import { isLink } from './unreadable.ts'
import { readPatch } from './patch.ts'

it.each([
  ['every other line differs', 20_000, 2],
  ['all lines differ', 50_000, 1],
  ['some differ in a long text', 200_000, 11],
])('takes bounded time where %s', (_, count, every) => {
  const base = Array.from({ length: count }, (_, at) => `line ${at}`)
  const head = base.map((line, at) => (at % every === 0 ? `other ${at}` : line))
  const before = process.cpuUsage()
  const patch = compareTexts(base.join('\n'), head.join('\n'))
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(3_000)
  expect(readPatch(patch ?? '')).not.toBeNull()
})

it('tells where the last line of a new file has no end, as a link has none', () => {
  const patch = compareTexts('', '../notes.txt') ?? ''
  expect(isLink(patch, readPatch(patch) ?? [])).toBe(true)
  const whole = compareTexts('', 'int a;\n') ?? ''
  expect(isLink(whole, readPatch(whole) ?? [])).toBe(false)
})
