import { expect, test } from 'vitest'
import { createWorld } from '../test/standin/index.ts'
import { startApp } from './app.ts'

const NOBODY = 'http://127.0.0.1:9'

test('an App that does not start says why', async () => {
  const world = createWorld({ app: { webhookSecret: 'development' } })
  await expect(startApp(world, NOBODY, AbortSignal.timeout(10_000))).rejects.toThrow(/WEBHOOK_SECRET/)
})

test('an App that ends says so to whoever waits for it', async () => {
  const world = createWorld()
  const app = await startApp(world, NOBODY, AbortSignal.timeout(10_000))
  expect(world.app.webhookUrl).toBe(`${app.url}/api/github/webhooks`)
  expect(app.ended.aborted).toBe(false)
  await app.stop()
  expect(app.ended.aborted).toBe(true)
  await expect(fetch(app.url)).rejects.toThrow()
})
