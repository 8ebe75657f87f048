import { describe, expect, it } from 'vitest'
import { createWorld } from './index.ts'
import { tellStory } from './story.fixture.ts'
import { diffTrees } from './world/difference.ts'
import { mergeBase } from './world/history.ts'
import { commitOf } from './world/objects.ts'
import { patchOf } from './world/patch.ts'
import { pullDifferences } from './shapes/pull.ts'
import type { Changes } from './world/tree.ts'

/** The files that differ between two sets of them, with their patches. */
const changed = (before: Changes, after: Changes) => {
  const repository = createWorld().repository({ name: 'a/b', files: before })
  const [from, to] = [repository.commitAt('main'), repository.commit('main', { changes: after })]
  return diffTrees(repository.store, from?.tree, commitOf(repository.store, to).tree).map((difference) => ({
    ...difference,
    ...patchOf(repository.store, difference),
  }))
}

const lines = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index}\n`).join('')

describe('git objects', () => {
  it('have the names that git gives them', () => {
    const repository = createWorld({ clock: () => new Date('2021-06-01T12:00:00Z') }).repository({
      name: 'a/b',
      files: { 'a/z.c': 'hello\n', 'a.c': 'hello\n', 'a-b': { mode: '100755', content: 'hello\n' } },
    })
    const commit = repository.commitAt('main')
    expect(repository.store.blob('hello\n')).toBe('ce013625030ba8dba906f756967f9e9ca394464a')
    expect(repository.store.tree([])).toBe('4b825dc642cb6eb9a060e54bf8d69288fbee4904')
    // As `git write-tree` and `git commit-tree` say of the same files.
    expect(commit?.tree).toBe('059bbfed0452f9cbc101759857d90a974e83653d')
    expect(commit?.sha).toBe('5954620c2df0a6dd797ef50f4192d8ba9a095f4c')
  })

  it('resolves branches, tags, full refs, short names and steps back', () => {
    const { driver, pull } = tellStory()
    const tip = driver.commitAt('main')?.sha ?? ''
    driver.tag('v1', 'main', 'The first')
    expect(driver.resolve('v1')).not.toBe(tip)
    for (const name of ['main', 'heads/main', 'refs/heads/main', 'HEAD', tip, tip.slice(0, 8), 'v1', 'feature/x~1'])
      expect(driver.commitAt(name)?.sha, name).toBe(tip)
    expect(driver.resolve('refs/pull/1/head')).toBe(pull.headSha)
    expect(driver.commitAt('refs/pull/1/merge')?.parents).toEqual([tip, pull.headSha])
    expect(driver.resolve('nothing')).toBeUndefined()
  })
})

describe('patches', () => {
  it('show hunks with the function they are in, and nothing above the first', () => {
    const body = `int f(void)\n{\n${lines(10).replace(/^/gm, '\t').trimEnd()}\n}\n`
    const [file] = changed({ 'a.c': body }, { 'a.c': body.replace('line 8\n', 'line eight\n') })
    expect(file?.patch).toBe(
      '@@ -8,6 +8,6 @@ int f(void)\n \tline 5\n \tline 6\n \tline 7\n-\tline 8\n+\tline eight\n \tline 9\n }',
    )
    expect(file).toMatchObject({ status: 'modified', additions: 1, deletions: 1 })
  })

  it('show whole files that come and go', () => {
    const [added, removed] = changed({ old: 'a\nb' }, { old: null, fresh: 'one\n' })
    expect(added).toMatchObject({ path: 'fresh', status: 'added', patch: '@@ -0,0 +1 @@\n+one' })
    expect(removed).toMatchObject({
      path: 'old',
      status: 'removed',
      patch: '@@ -1,2 +0,0 @@\n-a\n-b\n\\ No newline at end of file',
    })
  })

  it('find renames, changed ones too, and leave out what has no text', () => {
    const [binary, moved] = changed(
      { 'a.c': lines(20), bin: Buffer.from([0, 1]) },
      { 'a.c': null, 'b/c.c': `${lines(20)}more\n`, bin: Buffer.from([0, 2]) },
    ).sort((a, b) => a.path.length - b.path.length)
    expect(binary).toMatchObject({ path: 'bin', status: 'modified', additions: 0 })
    expect(binary).not.toHaveProperty('patch')
    expect(moved).toMatchObject({ path: 'b/c.c', previousPath: 'a.c', status: 'renamed', additions: 1, deletions: 0 })
  })

  it('show a submodule as its commit', () => {
    const commit = 'a'.repeat(40)
    const [file] = changed({ a: 'a' }, { sub: { mode: '160000', commit } })
    expect(file?.patch).toBe(`@@ -0,0 +1 @@\n+Subproject commit ${commit}`)
  })
})

describe('pull requests', () => {
  it('follow their head, and keep the base that they saw', () => {
    const { driver, pull } = tellStory()
    const before = pull.baseSha
    const moved = driver.commit('main', { changes: { README: 'new\n' } })
    expect(pull.baseSha).toBe(before)
    const head = driver.commit('feature/x', { changes: { more: 'more\n' } })
    expect(pull).toMatchObject({ headSha: head, baseSha: moved })
    expect(driver.resolve('refs/pull/1/head')).toBe(head)
    // The base's own commits are no part of it.
    expect(pullDifferences(pull).map(({ path }) => path)).not.toContain('README')
  })

  it('merge, conflict and close with their branch', () => {
    const { world, driver, pull, forkPull } = tellStory()
    driver.commit('other', { changes: { 'include/uapi/acme.h': '#define ACME_GET 3\n' } })
    const other = world.pullRequest({ base: driver, head: 'other' })
    const merged = pull.merge()
    expect(driver.commitAt('main')?.sha).toBe(merged)
    expect(pullDifferences(pull)).toHaveLength(2)
    forkPull.merge()
    expect(other.trial()).toEqual({ conflicts: ['include/uapi/acme.h'] })
    driver.setRef('refs/heads/other', null)
    expect(other.state).toBe('closed')
  })

  it('queue behind one another', () => {
    const { world, driver, pull, forkPull } = tellStory()
    const group = world.mergeGroup(pull, forkPull)
    expect(group.headRef).toBe(`refs/heads/gh-readonly-queue/main/pr-2-${group.baseSha}`)
    expect(driver.file(group.headSha, 'include/uapi/acme.h')?.toString()).toContain('2')
    expect(driver.file(group.headSha, 'drivers/accel/acme/main.c')?.toString()).toContain('dma_buf_export')
    expect(mergeBase(driver.store, group.headSha, pull.headSha)).toBe(pull.headSha)
  })
})

it('is the same world every time', () => {
  const [a, b] = [tellStory(), tellStory()]
  expect(a.pull.headSha).toBe(b.pull.headSha)
  expect(a.forkPull.id).toBe(b.forkPull.id)
})
