import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EVENTS, isHandled, locate } from './locate.ts'

type Example = { readonly action: string; readonly [key: string]: unknown }
type Examples = readonly { readonly name: string; readonly examples: readonly Example[] }[]

const all = JSON.parse(
  readFileSync(
    new URL('../../node_modules/@octokit/webhooks-examples/api.github.com/index.json', import.meta.url),
    'utf8',
  ),
) as Examples

const example = (name: string, action: string): Example => {
  const found = all
    .find((event) => event.name === name)
    ?.examples.find((each) => each.action === action && 'installation' in each)
  if (found === undefined) throw new Error(`no example of ${name}.${action}`)
  return found
}

const opened = example('pull_request', 'opened')
const checkRun = example('check_run', 'rerequested') as Example & {
  check_run: { head_sha: string; app: { id: number } }
}
const checkSuite = example('check_suite', 'rerequested') as Example & {
  check_suite: { head_sha: string; app: { id: number } }
}
const mergeGroup = example('merge_group', 'checks_requested') as Example & {
  merge_group: { head_sha: string; base_sha: string; base_ref: string }
}

const where = (payload: Example) => {
  const { installation, repository } = payload as unknown as {
    installation: { id: number }
    repository: { id: number; name: string; owner: { login: string } }
  }
  return {
    installationId: installation.id,
    repositoryId: repository.id,
    owner: repository.owner.login,
    name: repository.name,
  }
}

test.each(['opened', 'synchronize', 'reopened'] as const)('pull_request.%s points at the pull request', (action) => {
  const payload = { ...opened, action }
  expect(locate(`pull_request.${action}`, payload, 1)).toEqual({
    state: 'found',
    at: {
      ...where(payload),
      subject: { kind: 'pull-request', number: (opened as unknown as { number: number }).number },
      rerequested: false,
    },
  })
})

test('pull_request.edited counts where the base changed', () => {
  const edited = { ...opened, action: 'edited' }
  const changes = { base: { ref: { from: 'main' }, sha: { from: 'a'.repeat(40) } } }
  expect(locate('pull_request.edited', { ...edited, changes }, 1).state).toBe('found')
  expect(locate('pull_request.edited', { ...edited, changes: { title: { from: 'x' } } }, 1).state).toBe('ignored')
  expect(locate('pull_request.edited', edited, 1).state).toBe('ignored')
})

test('check_run.rerequested points at the commit, of a fork too, where the run is ours', () => {
  const payload = { ...checkRun, check_run: { ...checkRun.check_run, pull_requests: [] } }
  const { head_sha: sha, app } = checkRun.check_run
  expect(locate('check_run.rerequested', payload, app.id)).toEqual({
    state: 'found',
    at: { ...where(checkRun), subject: { kind: 'commit', sha }, rerequested: true },
  })
  expect(locate('check_run.rerequested', payload, app.id + 1).state).toBe('ignored')
})

test('check_run.requested_action points at whose button was pressed by whom, where it is ours', () => {
  const { head_sha: sha, app } = checkRun.check_run
  const run = { ...checkRun.check_run, id: 12, pull_requests: [] }
  const payload = {
    ...checkRun,
    check_run: run,
    requested_action: { identifier: 'accept' },
    sender: { login: 'octocat' },
  }
  const located = (given: unknown, appId = app.id) => locate('check_run.requested_action', given, appId)
  expect(located(payload)).toEqual({
    state: 'found',
    at: { ...where(checkRun), subject: { kind: 'click', sha, run: 12, by: 'octocat' }, rerequested: false },
  })
  expect(located(payload, app.id + 1).state).toBe('ignored')
  expect(located({ ...payload, requested_action: { identifier: 'reject' } }).state).toBe('ignored')
  expect(located({ ...payload, requested_action: undefined }).state).toBe('ignored')
  expect(located({ ...payload, sender: { login: '../admin' } }).state).toBe('ignored')
})

test('check_suite.rerequested points at the commit, where the suite is ours', () => {
  const { head_sha: sha, app } = checkSuite.check_suite
  expect(locate('check_suite.rerequested', checkSuite, app.id)).toEqual({
    state: 'found',
    at: { ...where(checkSuite), subject: { kind: 'commit', sha }, rerequested: true },
  })
  expect(locate('check_suite.rerequested', checkSuite, app.id + 1).state).toBe('ignored')
})

test('merge_group.checks_requested points at the group', () => {
  const { head_sha: head, base_sha: base, base_ref: baseRef } = mergeGroup.merge_group
  expect(locate('merge_group.checks_requested', mergeGroup, 1)).toEqual({
    state: 'found',
    at: { ...where(mergeGroup), subject: { kind: 'merge-group', head, base, baseRef }, rerequested: false },
  })
})

test('without an installation there is nothing to judge with', () => {
  expect(locate('pull_request.opened', { ...opened, installation: undefined }, 1).state).toBe('ignored')
})

test('a name that GitHub would not give leads nowhere', () => {
  const repository = { id: 1, name: '../driver', owner: { login: 'example' } }
  expect(locate('pull_request.opened', { ...opened, repository }, 1).state).toBe('ignored')
})

test('whatever the payload holds, it is located or ignored', () => {
  const keys = ['repository', 'pull_request', 'check_run', 'check_suite', 'merge_group', 'changes']
  const { anything, constantFrom, dictionary } = fc
  fc.assert(
    fc.property(constantFrom(...EVENTS), dictionary(constantFrom(...keys), anything()), (event, replaced) => {
      const nonsense = locate(event, replaced, 1)
      expect(nonsense.state).toBe('ignored')
      expect(['found', 'ignored']).toContain(locate(event, { ...opened, ...replaced }, 1).state)
    }),
  )
})

test('knows the events of use by name', () => {
  expect(['pull_request', 'check_run', 'check_suite', 'merge_group', 'push', 'installation'].every(isHandled)).toBe(
    true,
  )
  expect(['ping', 'deployment', 'star', 'pull_request.opened', '__proto__'].some(isHandled)).toBe(false)
})
