import { describe, expect, test } from 'vitest'
import { faults } from '../standin/index.ts'
import { CROSSING, driverWorld, MANIFEST, MIT, propose, startService } from './service.ts'

describe('a pull request', () => {
  test('from a branch, with an open stack: passes', async () => {
    const story = driverWorld()
    const pull = propose(story)
    const { standin, handle, runs } = await startService(story.world)
    const delivery = await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(delivery.statusCode).toBe(202)
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^success: Passes/)])
    expect(standin.faults).toEqual([])
  })

  test('from a fork, with a private compiler: fails, in the words for a missing one', async () => {
    const story = driverWorld()
    story.compiler.visibility = 'private'
    story.compiler.private = true
    const fork = story.driver.fork('contributor')
    fork.commit('fix', { changes: { 'src/export.c': CROSSING } })
    const pull = story.world.pullRequest({ base: story.driver, head: { repository: fork, branch: 'fix' } })
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    const [whenPrivate] = standin.checkRuns(story.driver, pull.headSha)
    expect(runs(story.driver, pull.headSha)).toEqual(["failure: Fails: the compiler can't be read without an account"])

    story.compiler.delete()
    const run = standin.checkRuns(story.driver, pull.headSha)[0]
    if (run === undefined) throw new Error('no run')
    await handle('check_run', standin.payload.checkRun(run, 'rerequested'))
    const [, whenGone] = standin.checkRuns(story.driver, pull.headSha)
    expect(whenGone?.output).toEqual(whenPrivate?.output)
    expect(standin.faults).toEqual([])
  })

  test('that crosses nothing: passes, and components are not asked for', async () => {
    const story = driverWorld()
    const pull = propose(story, { README: 'The npu driver\n' })
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^success: /)])
    expect(standin.requests.filter(({ operation }) => !operation.startsWith('apps/')).length).toBe(4)
  })

  test('without a manifest: fails, with a link to write one on the head branch', async () => {
    const story = driverWorld()
    story.driver.commit('main', { changes: { 'open-userspace.yml': null } })
    const pull = propose(story)
    const { standin, handle } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    const [run] = standin.checkRuns(story.driver, pull.headSha)
    expect(run?.conclusion).toBe('failure')
    expect(run?.output.summary).toContain('https://github.com/example/npu-kmd/new/export?filename=')
  })

  test('of two drivers without manifests: each has its own link', async () => {
    const story = driverWorld()
    story.driver.commit('main', { changes: { 'open-userspace.yml': null } })
    const pull = propose(story, { 'drivers/accel/npu/a.c': CROSSING, 'drivers/accel/dsp/a.c': CROSSING })
    const { standin, handle } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    const summary = standin.checkRuns(story.driver, pull.headSha)[0]?.output.summary ?? ''
    const links = summary.matchAll(/\/new\/export\?filename=drivers%2Faccel%2F(\w+)%2F[^)]*driver%3A%20(\w+)/g)
    expect(Array.from(links, ([, directory, driver]) => [directory, driver])).toEqual([
      ['dsp', 'dsp'],
      ['npu', 'npu'],
    ])
  })

  test('retargeted to another base: judged by the policy there', async () => {
    const story = driverWorld()
    story.driver.commit('lax', {
      changes: { '.github/open-userspace-policy.yml': 'version: 1\nmode: audit\n' },
      message: 'audit',
    })
    const pull = propose(story)
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'edited', { changes: { title: { from: 'x' } } }))
    expect(runs(story.driver, pull.headSha)).toEqual([])
    pull.retarget('lax')
    await handle(
      'pull_request',
      standin.payload.pullRequest(pull, 'edited', {
        changes: { base: { ref: { from: 'main' }, sha: { from: pull.baseSha } } },
      }),
    )
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^neutral: /)])
  })

  test('whose newest commit bears the oldest date: judged at its head', async () => {
    const story = driverWorld()
    const pull = propose(story)
    story.driver.commit('export', {
      changes: { 'open-userspace.yml': MANIFEST.replace(/compiler:[^]*/, '') },
      author: { date: new Date(0) },
    })
    expect(pull.commits().at(-1)?.sha).not.toBe(pull.headSha)
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    await handle('pull_request', standin.payload.pullRequest(pull, 'synchronize'))
    expect(runs(story.driver, pull.headSha)).toEqual(['failure: Fails: the manifest declares no compiler'])
    expect(standin.faults).toEqual([])
  })

  test('that is closed: nothing is written', async () => {
    const story = driverWorld()
    const pull = propose(story)
    pull.close()
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(runs(story.driver, pull.headSha)).toEqual([])
  })
})

describe('cost', () => {
  test('a verdict on many components takes five requests, with the token warm and their files known', async () => {
    const story = driverWorld()
    const names = Array.from({ length: 25 }, (_, at) => `example/lib${at}`)
    for (const name of names)
      story.world.repository({ name, license: 'MIT', files: { LICENSE: MIT, 'src/lib.c': 'int lib;\n' } })
    const more = names.map((name) => `  - repository: https://github.com/${name}\n    license: MIT\n`).join('')
    story.driver.commit('main', {
      changes: { 'open-userspace.yml': MANIFEST.replace('userspace:\n', `userspace:\n${more}`) },
    })
    const pull = propose(story)
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^success: /)])

    story.driver.commit('export', { changes: { 'src/more.c': CROSSING } })
    standin.reset()
    await handle('pull_request', standin.payload.pullRequest(pull, 'synchronize'))
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^success: /)])
    expect(standin.requests.map(({ operation }) => operation)).toEqual([
      'pulls/list-files',
      'graphql Pull',
      'graphql Components',
      'graphql Commit',
      'checks/create',
    ])
    expect(standin.faults).toEqual([])
  })

  test('each further hundred files takes a page', async () => {
    const story = driverWorld()
    const files = Object.fromEntries(Array.from({ length: 205 }, (_, at) => [`src/f${at}.c`, `int f${at};\n`]))
    const pull = propose(story, { ...files, 'src/export.c': CROSSING })
    const { standin, handle } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    const listed = standin.requests.filter(({ operation }) => operation === 'pulls/list-files')
    expect(listed.map(({ query }) => query['page'])).toEqual(['1', '2', '3'])
  })

  test('components are read with a token that sees the driver repository alone', async () => {
    const story = driverWorld()
    const pull = propose(story)
    const { standin, handle } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    const minted = standin.requests.filter(({ operation }) => operation === 'apps/create-installation-access-token')
    expect(minted.map(({ body }) => body)).toContainEqual({ repository_ids: [story.driver.id] })
    const credentials = (operation: string) =>
      standin.requests.find((each) => each.operation === operation)?.credentials
    expect(credentials('graphql Components')).not.toBe(credentials('graphql Pull'))
  })
})

describe('one check run a commit', () => {
  test('two deliveries of one event give one', async () => {
    const story = driverWorld()
    const pull = propose(story)
    const { standin, handle, runs, idle } = await startService(story.world)
    const payload = standin.payload.pullRequest(pull, 'opened')
    await Promise.all([handle('pull_request', payload), handle('pull_request', payload)])
    await handle('pull_request', payload)
    await idle()
    expect(runs(story.driver, pull.headSha)).toHaveLength(1)
  })

  test('ten pushes in a row give one on the newest head, and none on a superseded one', async () => {
    const story = driverWorld()
    const pull = propose(story)
    // Judging the first head takes five answers at least, and all pushes are through before the second.
    const { standin, runs, idle } = await startService(story.world, { latencyMs: 60 })
    const heads: string[] = []
    for (let push = 0; push < 10; push++) {
      heads.push(story.driver.commit('export', { changes: { 'src/export.c': `${CROSSING}/* ${push} */\n` } }))
      await standin.deliver({ event: 'pull_request', payload: standin.payload.pullRequest(pull, 'synchronize') })
    }
    await idle()
    expect(heads.map((head) => runs(story.driver, head).length)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
  })

  test('a head that moves while it is judged gets none', async () => {
    const story = driverWorld()
    const pull = propose(story)
    const { standin, idle, runs } = await startService(story.world)
    const first = pull.headSha
    let second = ''
    const end = standin.fault((request) => {
      if (request.operation !== 'graphql Components' || second !== '') return undefined
      second = story.driver.commit('export', { changes: { 'src/export.c': `${CROSSING}\n` } })
      return undefined
    })
    await standin.deliver({ event: 'pull_request', payload: standin.payload.pullRequest(pull, 'opened') })
    await idle()
    end()
    expect(runs(story.driver, first)).toEqual([])
    expect(runs(story.driver, second)).toHaveLength(1)
  })

  test('two pull requests on one commit have one, with the worse verdict', async () => {
    const story = driverWorld()
    story.compiler.archived = false
    story.driver.commit('lax', { changes: { '.github/open-userspace-policy.yml': 'version: 1\nmode: audit\n' } })
    story.compiler.visibility = 'private'
    story.compiler.private = true
    const strict = propose(story)
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(strict, 'opened'))
    expect(runs(story.driver, strict.headSha)).toEqual([expect.stringMatching(/^failure: /)])

    const lax = story.world.pullRequest({ base: { repository: story.driver, branch: 'lax' }, head: 'export' })
    await handle('pull_request', standin.payload.pullRequest(lax, 'opened'))
    const written = standin.checkRuns(story.driver, strict.headSha)
    expect(written.at(-1)?.conclusion).toBe('failure')
    expect(written.at(-1)?.externalId).toContain(`pulls=${strict.number},${lax.number} `)
    await handle('pull_request', standin.payload.pullRequest(strict, 'synchronize'))
    expect(standin.checkRuns(story.driver, strict.headSha)).toHaveLength(written.length)
  })

  test('two pull requests opened at once on one commit give one run with both parts', async () => {
    const story = driverWorld()
    const one = propose(story)
    story.driver.branch('release')
    const two = story.world.pullRequest({ base: { repository: story.driver, branch: 'release' }, head: 'export' })
    const { standin, idle } = await startService(story.world, { latencyMs: 5 })
    await Promise.all(
      [one, two].map((pull) =>
        standin.deliver({ event: 'pull_request', payload: standin.payload.pullRequest(pull, 'opened') }),
      ),
    )
    await idle()
    const written = standin.checkRuns(story.driver, one.headSha)
    expect(written.map(({ externalId }) => externalId.split(' ')[1])).toEqual([`pulls=${one.number},${two.number}`])
  })
})

describe('a re-run', () => {
  test('asked for on a fork, where the payload names no pull request, makes a new run', async () => {
    const story = driverWorld()
    const fork = story.driver.fork('contributor')
    fork.commit('fix', { changes: { 'src/export.c': CROSSING } })
    const pull = story.world.pullRequest({ base: story.driver, head: { repository: fork, branch: 'fix' } })
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    const [run] = standin.checkRuns(story.driver, pull.headSha)
    if (run === undefined) throw new Error('no run')
    const payload = standin.payload.checkRun(run, 'rerequested')
    expect(payload['check_run']).toMatchObject({ pull_requests: [] })
    await handle('check_run', payload)
    expect(runs(story.driver, pull.headSha)).toHaveLength(2)
    await handle('check_suite', standin.payload.checkSuite(run.suite, 'rerequested'))
    expect(runs(story.driver, pull.headSha)).toHaveLength(3)
    expect(standin.faults).toEqual([])
  })

  test('of a suite without a run of ours finds the pull request by its head', async () => {
    const story = driverWorld()
    const pull = propose(story)
    const other = story.world.checkRun({ repository: story.driver, headSha: pull.headSha, name: 'elsewhere' })
    const { standin, handle } = await startService(story.world)
    await handle('check_suite', standin.payload.checkSuite(other.suite, 'rerequested'))
    const ours = standin.checkRuns(story.driver, pull.headSha).filter(({ name }) => name === 'Open userspace')
    expect(ours.map(({ conclusion }) => conclusion)).toEqual(['success'])
  })
})

describe('a merge group', () => {
  test('is judged at its head against its base', async () => {
    const story = driverWorld()
    const pull = propose(story)
    const group = story.world.mergeGroup(pull)
    const { standin, handle, runs } = await startService(story.world)
    await handle('merge_group', standin.payload.mergeGroup(group, 'checks_requested'))
    expect(runs(story.driver, group.headSha)).toEqual([expect.stringMatching(/^success: Passes/)])

    story.compiler.delete()
    const [run] = standin.checkRuns(story.driver, group.headSha)
    if (run === undefined) throw new Error('no run')
    await handle('check_run', standin.payload.checkRun(run, 'rerequested'))
    expect(runs(story.driver, group.headSha)[1]).toMatch(/^failure: /)
    expect(standin.faults).toEqual([])
  })

  test('takes its policy from the commit that it is to be merged onto', async () => {
    const story = driverWorld()
    const pull = propose(story)
    const group = story.world.mergeGroup(pull)
    story.driver.commit('main', { changes: { '.github/open-userspace-policy.yml': 'version: 1\nmode: audit\n' } })
    const { standin, handle, runs } = await startService(story.world)
    await handle('merge_group', standin.payload.mergeGroup(group, 'checks_requested'))
    expect(runs(story.driver, group.headSha)).toEqual([expect.stringMatching(/^success: /)])
  })
})

describe('what could not be found out', () => {
  test('leaves the run in progress with the time of the next try, and never green', async () => {
    const story = driverWorld()
    const pull = propose(story)
    const { standin, handle } = await startService(story.world)
    standin.fault(({ operation }) => (operation === 'graphql Components' ? faults.badGateway() : undefined))
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    const [run] = standin.checkRuns(story.driver, pull.headSha)
    expect(run).toMatchObject({ status: 'in_progress', conclusion: null })
    expect(run?.output.summary).toMatch(/502/)
    standin.reset()
    await handle('pull_request', standin.payload.pullRequest(pull, 'synchronize'))
    const written = standin.checkRuns(story.driver, pull.headSha)
    expect(written.map(({ conclusion }) => conclusion)).toEqual(['success'])
    expect(written[0]?.writes.map(({ method }) => method)).toEqual(['POST', 'PATCH'])
  })

  test.each([[['commit']], [['commit', 'checkSuites']], [['pullRequests']]])(
    'of the commit when it is read again, %j, has the job tried again and nothing written',
    async (path) => {
      const story = driverWorld()
      const pull = propose(story)
      const { standin, handle, runs, logged } = await startService(story.world)
      const end = standin.fault(({ operation }) =>
        operation === 'graphql Commit' ? faults.partial('repository', ...path) : undefined,
      )
      await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
      expect(runs(story.driver, pull.headSha)).toEqual([])
      expect(logged()).toContain('put off a job')
      end()
      await handle('pull_request', standin.payload.pullRequest(pull, 'synchronize'))
      expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^success: /)])
    },
  )

  test('of a component whose owner forbids the App is asked for anonymously, and by its ETag after a minute', async () => {
    const story = driverWorld()
    const pull = propose(story)
    const { standin, handle, pass, runs } = await startService(story.world)
    standin.fault(({ operation }) =>
      operation === 'graphql Components'
        ? { kind: 'graphql', errors: [{ path: ['c1'], type: 'FORBIDDEN', message: 'IP allow list' }] }
        : undefined,
    )
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^success: /)])
    const anonymous = () => standin.requests.filter(({ token }) => token === 'anonymous')
    const asked = anonymous().length
    expect(asked).toBeGreaterThan(0)
    await handle('pull_request', standin.payload.pullRequest(pull, 'reopened'))
    expect(anonymous()).toHaveLength(asked)
    await pass(60_000)
    await handle('pull_request', standin.payload.pullRequest(pull, 'reopened'))
    expect(
      new Set(
        anonymous()
          .slice(asked)
          .map(({ status }) => status),
      ),
    ).toEqual(new Set([304]))

    await pass(60_000)
    standin.fault(({ operation }) => (operation === 'repos/get' ? faults.unavailable() : undefined))
    story.driver.commit('export', { changes: { 'src/more.c': CROSSING } })
    await handle('pull_request', standin.payload.pullRequest(pull, 'synchronize'))
    expect(standin.checkRuns(story.driver, pull.headSha)[0]?.status).toBe('in_progress')
  })

  test('of the floor is unknown, and an absent floor is said', async () => {
    const story = driverWorld()
    const pull = propose(story)
    const { standin, handle } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(standin.checkRuns(story.driver, pull.headSha)[0]?.output.summary).toMatch(/no organisation floor/)
    standin.fault(({ operation }) =>
      operation === 'graphql Pull'
        ? { kind: 'graphql', errors: [{ path: ['floor'], type: 'FORBIDDEN', message: 'no' }] }
        : undefined,
    )
    story.driver.commit('export', { changes: { 'src/more.c': CROSSING } })
    await handle('pull_request', standin.payload.pullRequest(pull, 'synchronize'))
    expect(standin.checkRuns(story.driver, pull.headSha)[0]?.status).toBe('in_progress')
  })

  test('of a floor that is required and absent is unknown', async () => {
    const story = driverWorld()
    const pull = propose(story)
    const { standin, handle } = await startService(story.world, { environment: { REQUIRE_FLOOR: 'true' } })
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(standin.checkRuns(story.driver, pull.headSha)[0]?.status).toBe('in_progress')
  })

  test('a floor in a private repository of the installation is read', async () => {
    const story = driverWorld()
    story.world.repository({
      name: 'example/.github',
      private: true,
      files: { '.github/open-userspace-policy.yml': 'version: 1\nmode: audit\n' },
    })
    const pull = propose(story)
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^neutral: /)])
  })
})

describe('past the limits of the API', () => {
  test('files that the listing leaves out are found by walking the trees', async () => {
    const story = driverWorld()
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`docs/d${at}/page.md`, `${at}\n`]))
    const pull = propose(story, { ...files, 'src/z/export.c': CROSSING })
    const { standin, handle } = await startService(story.world, { limits: { pullFiles: 10 } })
    story.compiler.delete()
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    const [run] = standin.checkRuns(story.driver, pull.headSha)
    expect(run?.conclusion).toBe('failure')
    expect(run?.output.summary).toContain('src/z/export.c:5')
    expect(standin.faults).toEqual([])
  })

  test('a patch that the API leaves out is made from base and head', async () => {
    const story = driverWorld()
    const pull = propose(story, { 'src/main.c': `int npu_init(void) { return 0; }\n\n${CROSSING}` })
    const { standin, handle } = await startService(story.world, { limits: { patchLines: 2 } })
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    const [run] = standin.checkRuns(story.driver, pull.headSha)
    expect(run?.output.summary).toContain('src/main.c:3')
    expect(standin.faults).toEqual([])
  })

  test('a merge group of more files than a comparison lists is read whole', async () => {
    const story = driverWorld()
    const files = Object.fromEntries(Array.from({ length: 301 }, (_, at) => [`docs/${at}.md`, `${at}\n`]))
    const pull = propose(story, { ...files, 'src/z/export.c': CROSSING })
    const group = story.world.mergeGroup(pull)
    story.compiler.delete()
    const { standin, handle } = await startService(story.world)
    await handle('merge_group', standin.payload.mergeGroup(group, 'checks_requested'))
    expect(standin.checkRuns(story.driver, group.headSha)[0]?.conclusion).toBe('failure')
  })
})

test('GitHub Enterprise Server: its API and GraphQL paths, and its own repositories', async () => {
  const story = driverWorld()
  const pull = propose(story)
  const { standin, handle } = await startService(story.world, {
    basePath: '/api/v3',
    environment: { GHE_HOST: 'standin', GHE_PROTOCOL: 'http' },
  })
  await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
  expect(standin.checkRuns(story.driver, pull.headSha)).toHaveLength(1)
  expect(standin.faults).toEqual([])
})

test('an empty source file has nothing to review, a binary one has', async () => {
  const story = driverWorld()
  const pull = propose(story, { 'src/empty.c': '' })
  const { standin, handle, runs } = await startService(story.world)
  await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
  expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^success: /)])
  story.driver.commit('export', { changes: { 'src/hidden.c': 'int a;\0\n' } })
  await handle('pull_request', standin.payload.pullRequest(pull, 'synchronize'))
  expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^action_required: /)])
})
