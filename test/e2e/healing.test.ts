import { describe, expect, onTestFinished, test } from 'vitest'
import { createWorld } from '../standin/index.ts'
import { hasRedis, startRedis } from '../redis/redis.ts'
import { CROSSING, driverWorld, propose, startService } from './service.ts'

const PASSES: readonly unknown[] = [expect.stringMatching(/^success: Passes/)]
const POLICY = '.github/open-userspace-policy.yml'

/** Asks for a sweep as the interval does, and waits for what it finds. */
const sweep = async ({ standin, handle, pass }: Awaited<ReturnType<typeof startService>>) => {
  const [installation] = standin.world.installations
  if (installation === undefined) throw new Error('nobody has installed it')
  await handle('installation', standin.payload.installation(installation, 'created'))
  await pass(10_000)
}

describe('a sweep', () => {
  test('at start judges what nobody told it of, forks too, and leaves alone what has a verdict', async () => {
    const story = driverWorld()
    const first = propose(story)
    const fork = story.driver.fork('contributor')
    fork.commit('fix', { changes: { 'src/fork.c': CROSSING } })
    const second = story.world.pullRequest({ base: story.driver, head: { repository: fork, branch: 'fix' } })
    const service = await startService(story.world, { seams: { firstSweepMs: 1 } })
    await expect
      .poll(() => [first, second].map(({ headSha }) => service.runs(story.driver, headSha)), { timeout: 10_000 })
      .toEqual([PASSES, PASSES])
    await service.idle()
    const writes = () =>
      service.standin.requests.filter(({ method, path }) => method !== 'GET' && path.includes('check-runs'))
    expect(writes()).toHaveLength(2)
    await sweep(service)
    expect(writes()).toHaveLength(2)
    expect(service.standin.faults).toEqual([])
  })

  test('judges a queued merge group that has no verdict', async () => {
    const story = driverWorld()
    const group = story.world.mergeGroup(propose(story))
    const service = await startService(story.world)
    await sweep(service)
    expect(service.runs(story.driver, group.headSha)).toEqual(PASSES)
    const [run] = service.standin.checkRuns(story.driver, group.headSha)
    expect(run?.externalId).toMatch(new RegExp(`^v1 onto=${group.baseSha} refs/heads/main `))
  })

  test('takes up a run that a dead process left in progress', async () => {
    const story = driverWorld()
    const pull = propose(story)
    story.world.checkRun({
      repository: story.driver,
      headSha: pull.headSha,
      name: 'Open userspace',
      status: 'in_progress',
      external_id: `v1 pulls=${pull.number} -`,
    })
    const service = await startService(story.world)
    await sweep(service)
    expect(service.runs(story.driver, pull.headSha)).toEqual(PASSES)
  })

  test('finds all of many pull requests, page by page', async () => {
    const story = driverWorld()
    const pulls = Array.from({ length: 60 }, (_, at) => propose(story, { [`docs/${at}.md`]: 'text\n' }, `b${at}`))
    const service = await startService(story.world, { environment: { GITHUB_WRITES_PER_MINUTE: '0' } })
    await sweep(service)
    expect(pulls.filter(({ headSha }) => service.runs(story.driver, headSha).length === 1)).toHaveLength(60)
  })

  test('judges an old verdict again, and not again soon where nothing changed', async () => {
    const story = driverWorld()
    const pull = propose(story)
    const service = await startService(story.world)
    await service.handle('pull_request', service.standin.payload.pullRequest(pull, 'opened'))
    const judged = () => service.standin.requests.filter(({ operation }) => operation === 'pulls/list-files').length
    // The stand-in's own dates are of long ago.
    await sweep(service)
    expect(judged()).toBe(2)
    await sweep(service)
    expect(judged()).toBe(2)
  })

  test('leaves a young verdict alone', async () => {
    const world = createWorld({ clock: () => new Date() })
    const story = driverWorld(world)
    const pull = propose(story)
    const service = await startService(story.world)
    await service.handle('pull_request', service.standin.payload.pullRequest(pull, 'opened'))
    await sweep(service)
    expect(service.standin.requests.filter(({ operation }) => operation === 'pulls/list-files')).toHaveLength(1)
  })
})

describe('the default branch', () => {
  /** Sweeps, and lets what nobody waits for begin. */
  const daily = async (service: Awaited<ReturnType<typeof startService>>) => {
    await sweep(service)
    await service.pass(60_000)
  }

  test('is judged as a whole, and again later, so that a stack which closes after the merge shows', async () => {
    const story = driverWorld()
    const head = story.driver.resolve('main') ?? ''
    const first = await startService(story.world)
    await daily(first)
    expect(first.runs(story.driver, head)).toEqual(PASSES)
    const [run] = first.standin.checkRuns(story.driver, head)
    expect(run?.externalId).toMatch(/^v1 whole [0-9a-f]{16}$/)
    expect(run?.actions).toEqual([])
    expect(first.standin.faults).toEqual([])

    story.compiler.delete()
    // It remembers nothing of the first one's day, and the stand-in's own dates are of long ago.
    const second = await startService(story.world)
    await daily(second)
    expect(second.runs(story.driver, head)).toEqual([
      ...PASSES,
      "failure: Fails: the compiler can't be read without an account",
    ])
  })

  test('has one judging a day, whatever is pushed, and a re-run when someone asks', async () => {
    const story = driverWorld(createWorld({ clock: () => new Date() }))
    const service = await startService(story.world)
    await daily(service)
    const [run] = service.standin.checkRuns(story.driver, story.driver.resolve('main') ?? '')
    if (run === undefined) throw new Error('no run')
    await service.handle('check_run', service.standin.payload.checkRun(run, 'rerequested'))
    expect(service.runs(story.driver, run.suite.headSha)).toEqual([...PASSES, ...PASSES])
    const next = story.driver.commit('main', { changes: { README: 'other\n' } })
    await daily(service)
    expect(service.runs(story.driver, next)).toEqual([])
    expect(service.runs(story.driver, run.suite.headSha)).toHaveLength(2)
  })

  test('is judged where a merge group left its verdict on that commit', async () => {
    const story = driverWorld()
    const group = story.world.mergeGroup(propose(story))
    const service = await startService(story.world)
    await service.handle('merge_group', service.standin.payload.mergeGroup(group, 'checks_requested'))
    story.driver.branch('main', group.headSha)
    story.driver.setRef(group.headRef, null)
    story.compiler.delete()
    await daily(service)
    expect(service.runs(story.driver, group.headSha)).toEqual([...PASSES, expect.stringMatching(/^failure: /)])
  })

  test('has no run without a manifest', async () => {
    const story = driverWorld()
    story.driver.commit('main', { changes: { 'open-userspace.yml': null } })
    const service = await startService(story.world)
    await daily(service)
    expect(service.runs(story.driver, story.driver.resolve('main') ?? '')).toEqual([])
    const looked = service.standin.requests.filter(({ operation }) => operation === 'git/get-tree')
    expect(looked.filter(({ path }) => path.includes('/npu-kmd/'))).toHaveLength(1)
  })

  test('has none where its commit is the head of an open pull request', async () => {
    const story = driverWorld()
    story.driver.branch('release')
    story.driver.commit('main', { changes: { 'src/export.c': CROSSING } })
    const pull = story.world.pullRequest({ base: { repository: story.driver, branch: 'release' }, head: 'main' })
    const service = await startService(story.world)
    await daily(service)
    expect(service.standin.checkRuns(story.driver, pull.headSha).map(({ externalId }) => externalId)).toEqual([
      expect.stringMatching(/^v1 pulls=/),
    ])
  })
})

describe('a push', () => {
  test('that changes the policy has the pull requests to that branch judged again, and no other', async () => {
    const story = driverWorld()
    story.driver.branch('release')
    const pull = propose(story)
    story.driver.commit('other', { changes: { 'src/other.c': CROSSING } })
    const other = story.world.pullRequest({ base: { repository: story.driver, branch: 'release' }, head: 'other' })
    const service = await startService(story.world)
    const { standin, handle, runs } = service
    for (const each of [pull, other]) await handle('pull_request', standin.payload.pullRequest(each, 'opened'))
    const before = story.driver.resolve('main') ?? ''
    const after = story.driver.commit('main', { changes: { [POLICY]: 'version: 1\nmode: audit\n' } })
    const commits = [{ id: after, added: [POLICY], modified: [], removed: [] }]
    await handle('push', standin.payload.push(story.driver, 'main', before, { commits }))
    expect(runs(story.driver, pull.headSha)[1]).toMatch(/^neutral: /)
    expect(runs(story.driver, other.headSha)).toEqual(PASSES)
  })

  test('to the floor has those of all repositories judged again', async () => {
    const story = driverWorld()
    const pull = propose(story)
    const { standin, handle, pass, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    const floor = story.world.repository({
      name: 'example/.github',
      files: { [POLICY]: 'version: 1\nmode: audit\n' },
    })
    const commits = [{ id: floor.resolve('main') ?? '', added: [], modified: [POLICY], removed: [] }]
    await handle('push', standin.payload.push(floor, 'main', floor.resolve('main') ?? '', { commits }))
    await pass(1_000)
    expect(runs(story.driver, pull.headSha)[1]).toMatch(/^neutral: /)
  })

  test('of anything else costs no request', async () => {
    const story = driverWorld()
    const { standin, handle } = await startService(story.world)
    await handle('push', standin.payload.push(story.driver, 'main', story.driver.resolve('main') ?? ''))
    expect(standin.requests).toEqual([])
  })
})

test('deliveries that failed are sent again, and those that came through at last are not', async () => {
  const story = driverWorld()
  const pull = propose(story)
  const service = await startService(story.world, { seams: { firstSweepMs: 3_600_000 } })
  await service.handle('pull_request', service.standin.payload.pullRequest(pull, 'opened'))
  const [run] = service.standin.checkRuns(story.driver, pull.headSha)
  if (run === undefined) throw new Error('no run')
  // Only its webhook tells that somebody asked for a re-run.
  await service.standin.deliver({
    event: 'check_run',
    payload: service.standin.payload.checkRun(run, 'rerequested'),
    lost: true,
  })
  expect(service.runs(story.driver, pull.headSha)).toHaveLength(1)
  const second = await startService(story.world, {
    environment: { GITHUB_API_URL: service.standin.url },
    seams: { firstSweepMs: 1 },
  })
  await expect.poll(() => service.runs(story.driver, pull.headSha), { timeout: 10_000 }).toHaveLength(2)
  await second.idle()
  expect(service.standin.deliveries.filter(({ redelivery }) => redelivery)).toHaveLength(1)
})

test.skipIf(!hasRedis())('of several replicas one sweeps', async () => {
  const redis = await startRedis()
  onTestFinished(redis.stop)
  const story = driverWorld()
  const pull = propose(story)
  const options = { environment: { REDIS_URL: redis.url, SHUTDOWN_GRACE: '1s' }, seams: { firstSweepMs: 1 } }
  const first = await startService(story.world, options)
  await startService(story.world, {
    ...options,
    environment: { ...options.environment, GITHUB_API_URL: first.standin.url },
  })
  await expect.poll(() => first.runs(story.driver, pull.headSha), { timeout: 10_000 }).toEqual(PASSES)
  await first.idle()
  expect(first.standin.requests.filter(({ operation }) => operation === 'apps/list-installations')).toHaveLength(1)
})
