import { describe, expect, test } from 'vitest'
import type { Fault } from '../standin/faults.ts'
import { faults } from '../standin/index.ts'
import { driverWorld, propose, startService } from './service.ts'

const MINUTE_MS = 60_000

/** Opens a pull request while requests of one operation go wrong so many times, and returns what stands there in the end. */
const judgeUnder = async (
  operation: string,
  times: number,
  fault: () => Fault,
  { wait = 0, again = 0, ...options }: { wait?: number; again?: number } & Parameters<typeof startService>[1] = {},
) => {
  const story = driverWorld()
  const pull = propose(story)
  const { standin, handle, pass, runs } = await startService(story.world, options)
  standin.fault((request) => (request.operation === operation && request.before < times ? fault() : undefined))
  const { statusCode } = await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
  expect(statusCode).toBe(202)
  for (const ms of [wait, again]) if (ms > 0) await pass(ms)
  return {
    runs: runs(story.driver, pull.headSha),
    standin,
    ask: standin.requests.filter((each) => each.operation === operation),
  }
}

const PASSES = [expect.stringMatching(/^success: Passes/)]

describe('the write', () => {
  test.each<[string, number, () => Fault, number]>([
    ['fails with 502 four times', 4, faults.badGateway, MINUTE_MS],
    ['fails with 503 twice', 2, faults.unavailable, 0],
    ['is reset', 1, faults.reset, 0],
    ['is made, and its answer lost', 1, faults.lostAnswer, 0],
    ['is made three times, and every answer lost', 3, faults.lostAnswer, MINUTE_MS],
    ['has an answer that breaks off', 1, faults.truncated, 0],
    ['has an answer that is no JSON', 1, faults.malformed, 0],
    ['meets the secondary limit as 403 with retry-after', 1, () => faults.secondaryLimit({ retryAfter: 5 }), 5_000],
    [
      'meets the secondary limit as 429 with retry-after',
      1,
      () => faults.secondaryLimit({ status: 429, retryAfter: 2 }),
      2_000,
    ],
    ['meets the secondary limit, and is told no time', 1, () => faults.secondaryLimit({ retryAfter: null }), MINUTE_MS],
    ['meets the primary limit', 1, () => faults.primaryLimit({ resetIn: 1_800 }), 31 * MINUTE_MS],
    ['is refused its token', 1, faults.unauthorized, 0],
  ])('%s: one run, with the verdict', async (_, times, fault, wait) => {
    const { runs, standin } = await judgeUnder('checks/create', times, fault, { wait })
    expect(runs).toEqual(PASSES)
    expect(standin.faults).toEqual([])
  })

  test('hangs: it is given up after a time, and made again', async () => {
    const { runs } = await judgeUnder('checks/create', 1, faults.hang, { seams: { timeoutMs: 200 } })
    expect(runs).toEqual(PASSES)
  })

  test('is not tried again before the time that GitHub names', async () => {
    const { runs, ask } = await judgeUnder('checks/create', 1, () => faults.secondaryLimit({ retryAfter: 300 }), {
      wait: MINUTE_MS,
    })
    expect(runs).toEqual([])
    expect(ask).toHaveLength(1)
  })

  test('is refused with 404 for good: it ends, and says why in the log alone', async () => {
    const { runs, ask } = await judgeUnder(
      'checks/create',
      100,
      () => ({ kind: 'status', status: 404, body: { message: 'Not Found' } }),
      { wait: 60 * MINUTE_MS },
    )
    expect(runs).toEqual([])
    expect(ask).toHaveLength(1)
  })
})

describe('what is read', () => {
  test.each<[string, () => Fault]>([
    ['502', faults.badGateway],
    ['503', faults.unavailable],
    ['a reset', faults.reset],
    ['an answer that breaks off', faults.truncated],
    ['an answer that is no JSON', faults.malformed],
    ['a refused token', faults.unauthorized],
  ])('%s, once for each request: the verdict, at once', async (_, fault) => {
    for (const operation of ['pulls/list-files', 'graphql Pull', 'graphql Components', 'graphql Commit'])
      expect((await judgeUnder(operation, 1, fault)).runs).toEqual(PASSES)
  })

  test.each(['pulls/list-files', 'graphql Pull', 'graphql Components', 'graphql Commit'])(
    '%s fails for a while: the verdict, later',
    async (operation) => {
      const { runs } = await judgeUnder(operation, 6, faults.badGateway, { wait: MINUTE_MS, again: 2 * MINUTE_MS })
      expect(runs).toEqual(PASSES)
    },
  )

  test('hangs: it is given up after a time', async () => {
    const options = { seams: { timeoutMs: 200 }, wait: MINUTE_MS }
    expect((await judgeUnder('graphql Pull', 1, faults.hang, options)).runs).toEqual(PASSES)
  })

  test("meets GraphQL's own limit: nothing is asked before it ends, and then the verdict comes", async () => {
    const story = driverWorld()
    const pull = propose(story)
    const { standin, handle, pass, runs } = await startService(story.world)
    const limit: Fault = {
      kind: 'status',
      status: 200,
      body: { data: null, errors: [{ type: 'RATE_LIMITED', message: 'API rate limit already exceeded.' }] },
      headers: { 'x-ratelimit-reset': String(Math.ceil(Date.now() / 1_000) + 1_800) },
    }
    standin.fault(({ operation, before }) => (operation === 'graphql Pull' && before === 0 ? limit : undefined))
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    const asked = standin.requests.length
    await pass(20 * MINUTE_MS)
    expect(standin.requests).toHaveLength(asked)
    await pass(11 * MINUTE_MS)
    expect(runs(story.driver, pull.headSha)).toEqual(PASSES)
  })

  test('fails for longer than a verdict may take: it is given up, said, and tried again', async () => {
    const story = driverWorld()
    const pull = propose(story)
    const { standin, handle, pass, runs } = await startService(story.world, { seams: { tooSlowMs: 3_000 } })
    const end = standin.fault(({ operation }) =>
      operation === 'graphql Components' ? faults.latency(20_000) : undefined,
    )
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^in_progress: Not judged yet: .*longer/)])
    end()
    await pass(MINUTE_MS)
    expect(runs(story.driver, pull.headSha)).toEqual(PASSES)
  })

  test('is slow: that a verdict is being made is said, once', async () => {
    const { runs, standin } = await judgeUnder('graphql Components', 1, () => faults.latency(600), {
      seams: { slowMs: 100 },
    })
    expect(runs).toEqual(PASSES)
    const writes = standin.requests.filter(({ operation }) => operation.startsWith('checks/'))
    expect(writes.map(({ operation }) => operation)).toEqual(['checks/create', 'checks/update'])
  })
})

test('a token that is revoked under way is renewed once', async () => {
  const story = driverWorld()
  const pull = propose(story)
  const { standin, handle, runs } = await startService(story.world)
  await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
  standin.revoke()
  story.driver.commit('export', { changes: { 'src/more.c': 'int more;\n' } })
  await handle('pull_request', standin.payload.pullRequest(pull, 'synchronize'))
  expect(runs(story.driver, pull.headSha)).toEqual(PASSES)
})

test('writes are spread over the minute, and every verdict comes', async () => {
  const story = driverWorld()
  const pulls = Array.from({ length: 6 }, (_, at) => propose(story, { [`docs/${at}.md`]: 'text\n' }, `b${at}`))
  const { standin, handle, pass, runs } = await startService(story.world, {
    environment: { GITHUB_WRITES_PER_MINUTE: '2' },
  })
  for (const pull of pulls) await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
  const judged = () => pulls.filter(({ headSha }) => runs(story.driver, headSha).length > 0).length
  expect(judged()).toBe(2)
  await pass(30_000)
  expect(judged()).toBe(3)
  // What must wait costs nothing meanwhile.
  expect(standin.requests.filter(({ operation }) => operation === 'pulls/list-files')).toHaveLength(3)
  await pass(MINUTE_MS)
  await pass(MINUTE_MS)
  expect(judged()).toBe(6)
})

describe('at the door', () => {
  test('a bad signature: nothing of the body is logged, and the verdict comes with the right one', async () => {
    const story = driverWorld()
    const pull = propose(story)
    const { standin, handle, idle, logged, runs } = await startService(story.world)
    const payload = standin.payload.pullRequest(pull, 'opened')
    const { statusCode } = await standin.deliver({ event: 'pull_request', payload, secret: 'wrong' })
    await idle()
    expect(statusCode).toBe(401)
    expect(logged()).not.toContain('npu-kmd')
    expect(runs(story.driver, pull.headSha)).toEqual([])
    await handle('pull_request', payload)
    expect(runs(story.driver, pull.headSha)).toEqual(PASSES)
  })

  test('60 MB without a signature: refused while it streams, hardly logged, and the next verdict comes', async () => {
    const story = driverWorld()
    const pull = propose(story)
    const { standin, handle, logged, runs } = await startService(story.world)
    const piece = new Uint8Array(1024 * 1024).fill(0x20)
    let sent = 0
    const body = new ReadableStream({
      pull: (controller) => {
        if (sent++ === 60) controller.close()
        else controller.enqueue(piece)
      },
    })
    const headers = { 'content-type': 'application/json', 'x-github-event': 'pull_request', 'x-github-delivery': '1' }
    const refused = await fetch(story.world.app.webhookUrl ?? '', {
      method: 'POST',
      headers,
      body,
      duplex: 'half',
    }).then(
      ({ status }) => status,
      () => 'hung up',
    )
    expect([401, 'hung up']).toContain(refused)
    expect(sent).toBeLessThan(60)
    expect(logged().length).toBeLessThan(2_000)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(runs(story.driver, pull.headSha)).toEqual(PASSES)
  })
})
