import { expect, test } from 'vitest'
import { createLocks } from './locks.ts'

test('one key runs one task at a time, in order; other keys do not wait', async () => {
  const locked = createLocks()
  const order: string[] = []
  const gate = Promise.withResolvers<undefined>()
  const first = locked('a', async () => {
    order.push('a1 begins')
    await gate.promise
    order.push('a1 ends')
  })
  const second = locked('a', () => Promise.resolve(order.push('a2')))
  await locked('b', () => Promise.resolve(order.push('b')))
  gate.resolve(undefined)
  await Promise.all([first, second])
  expect(order).toEqual(['a1 begins', 'b', 'a1 ends', 'a2'])
})

test('a task that fails fails its caller alone', async () => {
  const locked = createLocks()
  const failing = locked('a', () => Promise.reject(new Error('no')))
  const next = locked('a', () => Promise.resolve('yes'))
  await expect(failing).rejects.toThrow('no')
  await expect(next).resolves.toBe('yes')
})
