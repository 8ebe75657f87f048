import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { driverWorld, propose, startService } from '../e2e/service.ts'
import { hasRedis, startRedis, type TestRedis } from './redis.ts'

describe.skipIf(!hasRedis())('replicas', () => {
  let redis: TestRedis
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())

  test('one takes webhooks, another judges', async () => {
    const story = driverWorld()
    const pull = propose(story)
    const environment = { REDIS_URL: redis.url, SHUTDOWN_GRACE: '1s' }
    const worker = await startService(story.world, { environment: { ...environment, ROLE: 'worker' } })
    const web = await startService(story.world, {
      environment: { ...environment, ROLE: 'web', GITHUB_API_URL: worker.standin.url },
    })
    const { statusCode } = await web.handle('pull_request', worker.standin.payload.pullRequest(pull, 'opened'))
    expect(statusCode).toBe(202)
    expect(web.runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^success: Passes/)])
    expect(web.standin.requests).toEqual([])
  })

  test('two pull requests on one commit, judged by two processes, have one run with both parts', async () => {
    const story = driverWorld()
    const one = propose(story)
    story.driver.branch('release')
    const two = story.world.pullRequest({ base: { repository: story.driver, branch: 'release' }, head: 'export' })
    const environment = { REDIS_URL: redis.url, SHUTDOWN_GRACE: '1s' }
    const first = await startService(story.world, { environment, latencyMs: 5 })
    await startService(story.world, { environment: { ...environment, GITHUB_API_URL: first.standin.url } })
    await Promise.all(
      [one, two, one, two].map((pull) =>
        first.handle('pull_request', first.standin.payload.pullRequest(pull, 'opened')),
      ),
    )
    const written = first.standin.checkRuns(story.driver, one.headSha)
    expect(written.map(({ externalId }) => externalId.split(' ')[1])).toEqual([`pulls=${one.number},${two.number}`])
  })
})
