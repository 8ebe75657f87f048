import { describe, expect, test } from 'vitest'
import type { Fault } from '../standin/faults.ts'
import { faults } from '../standin/index.ts'
import { CROSSING, driverWorld, MANIFEST, propose, startService } from './service.ts'

/** The API's answer to a pull request of one file, in a form that the stand-in's own files never have. */
const listed = (file: { readonly ref: string; readonly filename: string } & Record<string, unknown>) => {
  const { ref, ...rest } = file
  const at = `https://api.github.com/repos/example/npu-kmd/contents/${file.filename}`
  const counts = { additions: 0, deletions: 0, changes: 0 }
  const body = { sha: 'c'.repeat(40), ...counts, blob_url: at, raw_url: at, contents_url: `${at}?ref=${ref}`, ...rest }
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  return ({ operation }: { readonly operation: string }): Fault | undefined =>
    operation === 'pulls/list-files'
      ? { kind: 'status', status: 200, body: JSON.stringify([body]), headers }
      : undefined
}

const LONG = Array.from({ length: 40 }, (_, at) => `int npu_value_${at};\n`).join('')

describe('a move', () => {
  test('that makes a file binary on the way is no mere move', async () => {
    const story = driverWorld()
    story.driver.commit('main', { changes: { 'src/old.c': LONG } })
    story.driver.commit('export', { changes: { 'src/old.c': null, 'src/new.c': `${LONG}/* \0 */\n${CROSSING}` } })
    const pull = story.world.pullRequest({ base: story.driver, head: 'export' })
    const { standin, handle, runs } = await startService(story.world)
    // Git takes binary content that is much the same for moved, and GitHub says no more of it than of a mere move.
    const { headSha: ref } = pull
    standin.fault(listed({ ref, filename: 'src/new.c', previous_filename: 'src/old.c', status: 'renamed' }))
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^action_required: /)])
  })

  test('alone crosses nothing', async () => {
    const story = driverWorld()
    story.driver.commit('main', { changes: { 'src/old.c': CROSSING } })
    const pull = propose(story, { 'src/old.c': null, 'src/new.c': CROSSING })
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^success: .*nothing/)])
    expect(standin.faults).toEqual([])
  })

  test.each([
    ['that makes code of text', 'notes.txt', 'version: 1\n'],
    ['into the scope of the policy', 'tests/export.c', "version: 1\nline: { exclude: ['tests/**'] }\n"],
  ])('%s is read whole', async (_, from, policy) => {
    const story = driverWorld()
    story.driver.commit('main', {
      changes: { [from]: `${LONG}${CROSSING}`, '.github/open-userspace-policy.yml': policy },
    })
    story.compiler.delete()
    const pull = propose(story, { [from]: null, 'src/export.c': `${LONG}${CROSSING}\nint npu_more;\n` })
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^failure: /)])
    expect(standin.faults).toEqual([])
  })
})

describe('a change past the limit of the listing', () => {
  test('has the manifests read that are only in the rest of it', async () => {
    const story = driverWorld()
    const files = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`docs/${at}.md`, `${at}\n`]))
    const broken = MANIFEST.replace('driver: npu', 'driver: second').replace(/compiler:[^]*/, '')
    const pull = propose(story, { ...files, 'drivers/accel/npu/open-userspace.yml': broken, zzz: '' })
    const { standin, handle } = await startService(story.world, { limits: { pullFiles: 3 } })
    await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
    const [run] = standin.checkRuns(story.driver, pull.headSha)
    expect(run?.conclusion).toBe('failure')
    expect(run?.output.title).toContain('declares no compiler')
  })
})

test('a submodule is for a person to look at, whatever commit its addresses name', async () => {
  const story = driverWorld()
  const pull = propose(story, { 'src/a.c': 'int a;\n' })
  const { standin, handle } = await startService(story.world)
  const sha = 'c'.repeat(40)
  const patch = `@@ -0,0 +1 @@\n+Subproject commit ${sha}`
  standin.fault(listed({ ref: sha, filename: 'src/npu', status: 'added', additions: 1, changes: 1, patch }))
  await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
  expect(standin.checkRuns(story.driver, pull.headSha)[0]?.conclusion).toBe('action_required')
})
test('a file that is taken away, whose addresses name another commit, holds nothing up', async () => {
  const story = driverWorld()
  const pull = propose(story, { README: null })
  const { standin, handle, runs } = await startService(story.world)
  const patch = '@@ -1 +0,0 @@\n-npu'
  const { baseSha: ref } = pull
  standin.fault(listed({ ref, filename: 'README', status: 'removed', deletions: 1, changes: 1, patch }))
  await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
  expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^success: /)])
})

test('a path through thousands of directories is refused before it costs anything', async () => {
  const story = driverWorld()
  const files = Object.fromEntries(
    Array.from({ length: 10 }, (_, at) => [`src/${at}/${'a/'.repeat(400)}b.c`, 'int a;\n']),
  )
  const pull = propose(story, files)
  const { standin, handle, runs } = await startService(story.world)
  await handle('pull_request', standin.payload.pullRequest(pull, 'opened'))
  expect(runs(story.driver, pull.headSha)).toEqual([expect.stringMatching(/^in_progress: .*more directories/)])
  expect(standin.requests.filter(({ operation }) => operation === 'graphql Pull')).toHaveLength(1)
})

describe('a commit of several', () => {
  test('of a merge group keeps its part beside that of a pull request to a laxer branch', async () => {
    const story = driverWorld()
    story.compiler.delete()
    const pull = propose(story)
    const group = story.world.mergeGroup(pull)
    story.driver.commit('lax', { changes: { '.github/open-userspace-policy.yml': 'version: 1\nmode: audit\n' } })
    const { standin, handle, runs } = await startService(story.world)
    await handle('merge_group', standin.payload.mergeGroup(group, 'checks_requested'))
    expect(runs(story.driver, group.headSha).at(-1)).toMatch(/^failure: /)

    story.driver.branch('copy', group.headSha)
    const other = story.world.pullRequest({ base: { repository: story.driver, branch: 'lax' }, head: 'copy' })
    expect(other.headSha).toBe(group.headSha)
    await handle('pull_request', standin.payload.pullRequest(other, 'opened'))
    expect(runs(story.driver, group.headSha).at(-1)).toMatch(/^failure: /)
    const [run] = standin.checkRuns(story.driver, group.headSha)
    if (run === undefined) throw new Error('no run')
    await handle('check_run', standin.payload.checkRun(run, 'rerequested'))
    expect(runs(story.driver, group.headSha).at(-1)).toMatch(/^failure: /)
  })

  test('a pull request that was there before the merge group has its part', async () => {
    const story = driverWorld()
    story.driver.commit('lax', { changes: { '.github/open-userspace-policy.yml': 'version: 1\nmode: audit\n' } })
    story.compiler.delete()
    const pull = propose(story)
    const group = story.world.mergeGroup(pull)
    story.driver.branch('copy', group.headSha)
    const other = story.world.pullRequest({ base: { repository: story.driver, branch: 'lax' }, head: 'copy' })
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(other, 'opened'))
    expect(runs(story.driver, group.headSha)).toEqual([expect.stringMatching(/^neutral: /)])
    await handle('merge_group', standin.payload.mergeGroup(group, 'checks_requested'))
    expect(runs(story.driver, group.headSha).at(-1)).toMatch(/^failure: /)
    expect(standin.checkRuns(story.driver, group.headSha).at(-1)?.externalId).toMatch(/^v1 onto=.* pulls=/)
  })

  test('has no green of one pull request stand for another that could not be looked at', async () => {
    const story = driverWorld()
    story.driver.commit('lax', { changes: { '.github/open-userspace-policy.yml': 'version: 1\nmode: audit\n' } })
    story.compiler.delete()
    story.driver.commit('export', { changes: { 'src/export.c': CROSSING } })
    const lax = story.world.pullRequest({ base: { repository: story.driver, branch: 'lax' }, head: 'export' })
    const { standin, handle, runs } = await startService(story.world)
    await handle('pull_request', standin.payload.pullRequest(lax, 'opened'))
    expect(runs(story.driver, lax.headSha)).toEqual([expect.stringMatching(/^neutral: /)])

    const strict = story.world.pullRequest({ base: story.driver, head: 'export' })
    standin.fault(({ operation }) => (operation === 'pulls/list-files' ? faults.badGateway() : undefined))
    await handle('pull_request', standin.payload.pullRequest(strict, 'opened'))
    expect(runs(story.driver, lax.headSha).at(-1)).toMatch(
      /^in_progress: Not judged yet: GitHub answered 502; next try/,
    )
    standin.reset()
    await handle('pull_request', standin.payload.pullRequest(strict, 'reopened'))
    expect(runs(story.driver, lax.headSha).at(-1)).toMatch(/^failure: /)
  })
})
