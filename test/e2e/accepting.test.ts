import { describe, expect, test } from 'vitest'
import { type CheckRun, faults, type PullRequest, type Repository } from '../standin/index.ts'
import { CROSSING, driverWorld, MANIFEST, propose, startService } from './service.ts'

type Story = ReturnType<typeof driverWorld>
type Service = Awaited<ReturnType<typeof startService>>

const REVIEW = /^action_required: /
const ACCEPTED = /^success: Passes: all is met but for 1 accepted finding$/

/** A driver whose compiler is archived, which a maintainer must look at; `maintainer` maintains it, `reader` does not. */
const archivedWorld = (): Story => {
  const story = driverWorld()
  story.compiler.archived = true
  story.driver.collaborator('maintainer', 'maintain')
  story.driver.collaborator('writer', 'write')
  return story
}

const fromFork = (story: Story) => {
  const fork = story.driver.fork('contributor')
  fork.commit('fix', { changes: { 'src/export.c': CROSSING } })
  return {
    fork,
    pull: story.world.pullRequest({
      base: story.driver,
      head: { repository: fork, branch: 'fix' },
      author: 'contributor',
    }),
  }
}

const newest = ({ standin }: Service, repository: Repository, sha: string): CheckRun => {
  const run = standin.checkRuns(repository, sha).at(-1)
  if (run === undefined) throw new Error('no run')
  return run
}

const click = ({ standin, handle }: Service, run: CheckRun, login: string, identifier = 'accept') =>
  handle(
    'check_run',
    standin.payload.checkRun(run, 'requested_action', {
      requested_action: { identifier },
      sender: { ...(standin.payload.checkRun(run, 'requested_action')['sender'] as object), login },
    }),
  )

const judged = async (story: Story, pull: PullRequest, service: Service, action = 'opened') => {
  await service.handle('pull_request', service.standin.payload.pullRequest(pull, action))
  return newest(service, story.driver, pull.headSha)
}

describe('the button', () => {
  test('is there for what a maintainer is to decide, within the limits of the API', async () => {
    const story = archivedWorld()
    const { pull } = fromFork(story)
    const service = await startService(story.world)
    const run = await judged(story, pull, service)
    expect(run.conclusion).toBe('action_required')
    expect(run.actions.map(({ identifier }) => identifier)).toEqual(['accept'])
    for (const { label, description, identifier } of run.actions) {
      expect(label.length).toBeLessThanOrEqual(20)
      expect(description.length).toBeLessThanOrEqual(40)
      expect(identifier.length).toBeLessThanOrEqual(20)
    }
    expect(service.standin.faults).toEqual([])
  })

  test('is not there where something fails as well, nor where all passes', async () => {
    const story = archivedWorld()
    const { pull } = fromFork(story)
    const service = await startService(story.world)
    story.userspace.delete()
    const failing = await judged(story, pull, service)
    expect([failing.conclusion, failing.actions]).toEqual(['failure', []])
    const open = driverWorld()
    const passing = await startService(open.world)
    const run = await judged(open, propose(open), passing)
    expect([run.conclusion, run.actions]).toEqual(['success', []])
  })
})

describe('accepting', () => {
  test('by a maintainer, of a fork: passes, saying who and when and how to make it lasting', async () => {
    const story = archivedWorld()
    const { pull } = fromFork(story)
    const service = await startService(story.world)
    const run = await judged(story, pull, service)
    await click(service, run, 'maintainer')
    expect(service.runs(story.driver, pull.headSha)).toEqual([
      expect.stringMatching(REVIEW),
      expect.stringMatching(ACCEPTED),
    ])
    const { output, actions } = newest(service, story.driver, pull.headSha)
    expect(actions).toEqual([])
    expect(output.summary).toMatch(/Accepted by `maintainer` at \d{4}-\d\d-\d\d \d\d:\d\d UTC/)
    expect(output.summary).toContain(
      '`- { driver: "npu", manifest: "open-userspace.yml", rule: alive, component: "https://github.com/example/npu-mlir", reason: "", approved-by: "maintainer", until: ',
    )
    expect(service.standin.faults).toEqual([])
  })

  test('heard twice makes one run', async () => {
    const story = archivedWorld()
    const { pull } = fromFork(story)
    const service = await startService(story.world)
    const run = await judged(story, pull, service)
    await click(service, run, 'maintainer')
    await click(service, run, 'maintainer')
    expect(service.runs(story.driver, pull.headSha)).toHaveLength(2)
  })

  test.each([
    ['the author, who maintains it', 'contributor', /`contributor` opened the pull request/],
    ['the author under other capitals', 'Contributor', /opened the pull request/],
    ['a writer', 'writer', /`writer` has neither the maintain nor the admin role/],
    ['a stranger', 'stranger', /`stranger` has neither the maintain nor the admin role/],
  ])('by %s: stays as it is, and says why', async (_, login, why) => {
    const story = archivedWorld()
    story.driver.collaborator('contributor', 'admin')
    const { pull } = fromFork(story)
    const service = await startService(story.world)
    const run = await judged(story, pull, service)
    await click(service, run, login)
    const runs = service.standin.checkRuns(story.driver, pull.headSha)
    expect(runs.map(({ conclusion }) => conclusion)).toEqual(['action_required', 'action_required'])
    expect(runs[1]?.output.summary).toMatch(why)
    expect(runs[1]?.actions).toHaveLength(1)
    await click(service, run, login)
    expect(service.standin.checkRuns(story.driver, pull.headSha)).toHaveLength(2)
    expect(service.standin.faults).toEqual([])
  })

  test("by someone whom the base's policy names: passes; the author's own word counts no more for it", async () => {
    const story = archivedWorld()
    const policy = 'version: 1\nacceptors: [writer, contributor]\n'
    story.driver.commit('main', { changes: { '.github/open-userspace-policy.yml': policy } })
    const { pull } = fromFork(story)
    const service = await startService(story.world)
    const run = await judged(story, pull, service)
    await click(service, run, 'contributor')
    expect(newest(service, story.driver, pull.headSha).conclusion).toBe('action_required')
    await click(service, newest(service, story.driver, pull.headSha), 'writer')
    expect(service.runs(story.driver, pull.headSha).at(-1)).toMatch(ACCEPTED)
    expect(service.standin.faults).toEqual([])
  })

  test('by someone whom the head alone names: stays as it is', async () => {
    const story = archivedWorld()
    const { fork, pull } = fromFork(story)
    fork.commit('fix', {
      changes: { '.github/open-userspace-policy.yml': 'version: 1\nacceptors: [stranger]\n' },
    })
    const service = await startService(story.world)
    const run = await judged(story, pull, service)
    await click(service, run, 'stranger')
    expect(newest(service, story.driver, pull.headSha).output.summary).toContain('neither the maintain')
  })

  test('a button that is none of ours, or of a run of another App, does nothing', async () => {
    const story = archivedWorld()
    const { pull } = fromFork(story)
    const service = await startService(story.world)
    const run = await judged(story, pull, service)
    const app = story.world.otherApp('other')
    const other = story.world.checkRun({
      repository: story.driver,
      headSha: pull.headSha,
      name: run.name,
      app,
      output: run.output,
    })
    await click(service, run, 'maintainer', 'reject')
    await click(service, other, 'maintainer')
    expect(
      service.runs(story.driver, pull.headSha).filter((title) => title.startsWith('action_required: ')),
    ).toHaveLength(1)
    expect(newest(service, story.driver, pull.headSha)).toBe(other)
  })

  test('of what is no longer found is refused, and the new is not accepted with it', async () => {
    const story = archivedWorld()
    const { pull } = fromFork(story)
    const service = await startService(story.world)
    const run = await judged(story, pull, service)
    story.compiler.archived = false
    story.userspace.archived = true
    await click(service, run, 'maintainer')
    const { conclusion, output } = newest(service, story.driver, pull.headSha)
    expect(conclusion).toBe('action_required')
    expect(output.summary).toMatch(/what `maintainer` wanted to accept is not what is found now/)
  })
})

describe('what was accepted', () => {
  const acceptedStory = async () => {
    const story = archivedWorld()
    const { fork, pull } = fromFork(story)
    const service = await startService(story.world)
    await click(service, await judged(story, pull, service), 'maintainer')
    const titles = () => service.runs(story.driver, pull.headSha)
    return { story, fork, pull, service, titles }
  }

  test('holds on a later head, and on one that a forced push put in its place', async () => {
    const { story, fork, pull, service, titles } = await acceptedStory()
    fork.commit('fix', { changes: { 'src/more.c': 'int more;\n' } })
    await judged(story, pull, service, 'synchronize')
    expect(titles()).toEqual([expect.stringMatching(ACCEPTED)])
    const base = story.driver.resolve('main') ?? ''
    fork.commit('fix', { changes: { 'src/export.c': `${CROSSING}int amended;\n` }, parents: [base] })
    await judged(story, pull, service, 'synchronize')
    expect(titles()).toEqual([expect.stringMatching(ACCEPTED)])
    expect(service.standin.faults).toEqual([])
  })

  test('holds when its upstream moves on, through a failure, and when someone asks for a re-run', async () => {
    const { story, pull, service, titles } = await acceptedStory()
    story.compiler.commit('main', { changes: { 'lib/more.cpp': 'int c;\n' } })
    const { handle, standin } = service
    await handle('check_run', standin.payload.checkRun(newest(service, story.driver, pull.headSha), 'rerequested'))
    story.userspace.private = true
    story.userspace.visibility = 'private'
    await handle('check_run', standin.payload.checkRun(newest(service, story.driver, pull.headSha), 'rerequested'))
    story.userspace.private = false
    story.userspace.visibility = 'public'
    await handle('check_run', standin.payload.checkRun(newest(service, story.driver, pull.headSha), 'rerequested'))
    expect(titles().slice(2)).toEqual([
      expect.stringMatching(ACCEPTED),
      expect.stringMatching(/^failure: /),
      expect.stringMatching(ACCEPTED),
    ])
  })

  test('falls when what was found changes', async () => {
    const { story, fork, pull, service, titles } = await acceptedStory()
    const other = story.world.repository({
      name: 'example/npu-other',
      license: 'MIT',
      files: { LICENSE: story.compiler.file('main', 'LICENSE')?.toString() ?? '', 'lib/npu100.cpp': 'int b;\n' },
    })
    other.archived = true
    fork.commit('fix', { changes: { 'open-userspace.yml': MANIFEST.replace('npu-mlir', 'npu-other') } })
    await judged(story, pull, service, 'synchronize')
    expect(titles()).toEqual([expect.stringMatching(REVIEW)])
  })

  test('holds in a merge group', async () => {
    const { story, pull, service } = await acceptedStory()
    const group = story.world.mergeGroup(pull)
    await service.handle('merge_group', service.standin.payload.mergeGroup(group, 'checks_requested'))
    expect(service.runs(story.driver, group.headSha)).toEqual([expect.stringMatching(ACCEPTED)])
    expect(service.standin.faults).toEqual([])
  })

  test('is not for the one who opened a second pull request with these commits', async () => {
    const { story, pull, service } = await acceptedStory()
    story.driver.branch('release')
    const second = story.world.pullRequest({
      base: { repository: story.driver, branch: 'release' },
      head: { repository: pull.headRepository ?? story.driver, branch: 'fix' },
      author: 'maintainer',
    })
    await service.handle('pull_request', service.standin.payload.pullRequest(second, 'opened'))
    expect(newest(service, story.driver, pull.headSha).conclusion).toBe('action_required')
  })

  test('is remembered by a run that has no verdict yet', async () => {
    const { story, pull, service, titles } = await acceptedStory()
    const end = service.standin.fault(({ operation }) =>
      operation === 'graphql Pull' ? faults.badGateway() : undefined,
    )
    await service.handle(
      'check_run',
      service.standin.payload.checkRun(newest(service, story.driver, pull.headSha), 'rerequested'),
    )
    expect(titles().at(-1)).toMatch(/^in_progress: /)
    end()
    await service.pass(120_000)
    expect(titles().at(-1)).toMatch(ACCEPTED)
  })
})

test('in a merge group a maintainer can accept what its pull request was not asked about', async () => {
  const story = driverWorld()
  story.driver.collaborator('maintainer', 'maintain')
  const { pull } = fromFork(story)
  const group = story.world.mergeGroup(pull)
  story.compiler.archived = true
  const service = await startService(story.world)
  await service.handle('merge_group', service.standin.payload.mergeGroup(group, 'checks_requested'))
  await click(service, newest(service, story.driver, group.headSha), 'contributor')
  await click(service, newest(service, story.driver, group.headSha), 'maintainer')
  expect(service.runs(story.driver, group.headSha)).toEqual([
    expect.stringMatching(REVIEW),
    expect.stringMatching(REVIEW),
    expect.stringMatching(ACCEPTED),
  ])
})
