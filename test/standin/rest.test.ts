import { execFileSync } from 'node:child_process'
import { ProbotOctokit } from 'probot'
import { afterEach, describe, expect, it } from 'vitest'
import { ask } from './ask.fixture.ts'
import { createWorld, startStandin, type Standin } from './index.ts'
import { startStory } from './story.fixture.ts'

const open: Standin[] = []
const start: typeof startStory = async (options) => {
  const story = await startStory(options)
  open.push(story.standin)
  return story
}

afterEach(async () => {
  for (const standin of open.splice(0)) {
    expect(standin.faults).toEqual([])
    await standin.close()
  }
})

const driver = { owner: 'acme', repo: 'driver' }

/** The paths of a list of files or entries. */
const names = (list: unknown, key: string): unknown[] => (list as Record<string, unknown>[]).map((one) => one[key])

describe('an App with its own client', () => {
  it.each(['', '/api/v3'])('works below "%s"', async (basePath) => {
    const { standin, world, installation, pull } = await start({ basePath })
    const octokit = new ProbotOctokit({
      baseUrl: standin.url,
      auth: { appId: world.app.id, privateKey: world.app.privateKey, installationId: installation.id },
      throttle: { enabled: false },
    })
    expect((await octokit.rest.repos.get(driver)).data.full_name).toBe('acme/driver')
    const files = await octokit.paginate(octokit.rest.pulls.listFiles, { ...driver, pull_number: 1, per_page: 1 })
    expect(files.map(({ filename }) => filename)).toEqual(['drivers/accel/acme/main.c', 'open-userspace.yml'])
    const asked = { ...driver, name: 'Open userspace', head_sha: pull.headSha, conclusion: 'success' as const }
    const { data: run } = await octokit.rest.checks.create(asked)
    expect(standin.checkRuns('acme/driver', pull.headSha)).toMatchObject([{ id: run.id, conclusion: 'success' }])
    const answer: unknown = await octokit.graphql('{ repository(owner: "acme", name: "driver") { databaseId } }')
    expect(answer).toEqual({ repository: { databaseId: pull.repository.id } })
  })
})

describe('pull requests', () => {
  it('are listed, filtered and read', async () => {
    const { standin, fork } = await start()
    expect((await ask(standin, '/repos/acme/driver/pulls?head=contributor:fix')).json).toMatchObject([
      { number: 2, draft: true, head: { repo: { full_name: 'contributor/driver' } } },
    ])
    expect((await ask(standin, '/repos/acme/driver/pulls/1')).json).toMatchObject({
      changed_files: 2,
      additions: 2,
      mergeable: true,
      commits: 1,
    })
    fork.delete()
    expect((await ask(standin, '/repos/acme/driver/pulls/2')).json).toMatchObject({ head: { repo: null } })
    expect((await ask(standin, '/repos/acme/driver/pulls/9')).status).toBe(404)
    expect((await ask(standin, '/repos/acme/driver/pulls/1/commits')).json).toMatchObject([
      { commit: { message: 'accel: export buffers' } },
    ])
  })

  it('show no more than so many files, page by page', async () => {
    const world = createWorld()
    const repository = world.repository({ name: 'a/b', files: { README: '' } })
    const changes = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`f${10 + index}`, `${index}\n`]))
    repository.commit('many', { changes: { ...changes, long: 'x\n'.repeat(50), bin: '\0' } })
    world.pullRequest({ base: repository, head: 'many' })
    const standin = await startStandin({ world, limits: { pullFiles: 10, compareFiles: 4, patchLines: 40 } })
    open.push(standin)
    const first = await ask(standin, '/repos/a/b/pulls/1/files?per_page=6')
    expect(names(first.json, 'filename')).toEqual(['bin', 'f10', 'f11', 'f12', 'f13', 'f14'])
    expect((first.json as object[])[0]).not.toHaveProperty('patch')
    expect(first.headers.get('link')).toContain(
      `/repositories/${repository.id}/pulls/1/files?per_page=6&page=2>; rel="next"`,
    )
    const second = await fetch(/<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '')
    expect(names(await second.json(), 'filename')).toEqual(['f15', 'f16', 'f17', 'f18'])
    const compared = (await ask(standin, '/repos/a/b/compare/main...many')).json as { files: unknown[] }
    expect(compared.files).toHaveLength(4)
    expect((await ask(standin, '/repos/a/b/commits/many')).json).toMatchObject({ files: { length: 10 } })
    const long = (await ask(standin, '/repos/a/b/pulls/1')).json
    expect(long).toMatchObject({ changed_files: 14, additions: 62 })
  })

  it('of forks are nobody’s by their commit', async () => {
    const { standin, pull, forkHead } = await start()
    expect((await ask(standin, `/repos/acme/driver/commits/${pull.headSha}/pulls`)).json).toMatchObject([{ number: 1 }])
    expect((await ask(standin, `/repos/acme/driver/commits/${forkHead}/pulls`)).json).toEqual([])
  })

  it('have reviews', async () => {
    const { standin, pull } = await start()
    pull.review('octocat', 'APPROVED', 'Fine')
    expect((await ask(standin, '/repos/acme/driver/pulls/1/reviews')).json).toMatchObject([
      { state: 'APPROVED', user: { login: 'octocat' } },
    ])
  })
})

describe('comparisons', () => {
  it('go from the merge base, over forks too', async () => {
    const { standin, driver, pull } = await start()
    const base = pull.baseSha
    driver.commit('main', { changes: { README: 'new\n' } })
    expect((await ask(standin, '/repos/acme/driver/compare/main...feature%2Fx')).json).toMatchObject({
      status: 'diverged',
      ahead_by: 1,
      behind_by: 1,
      merge_base_commit: { sha: base },
      files: [{ filename: 'drivers/accel/acme/main.c' }, { filename: 'open-userspace.yml' }],
    })
    expect((await ask(standin, '/repos/acme/driver/compare/main...contributor:fix')).json).toMatchObject({
      files: [{ filename: 'include/uapi/acme.h', status: 'modified' }],
    })
    expect((await ask(standin, '/repos/acme/driver/compare/main...nothing')).status).toBe(404)
  })
})

describe('contents', () => {
  it('come as JSON, raw, as a directory and through links', async () => {
    const { standin } = await start()
    const path = '/repos/acme/driver/contents'
    const raw = { headers: { accept: 'application/vnd.github.raw+json' } }
    expect((await ask(standin, `${path}/open-userspace.yml?ref=feature/x`)).json).toMatchObject({
      type: 'file',
      encoding: 'base64',
      content: `${Buffer.from('version: 1\n').toString('base64')}\n`,
    })
    expect((await ask(standin, `${path}/open-userspace.yml?ref=feature/x`, raw)).text).toBe('version: 1\n')
    expect((await ask(standin, `${path}/link`)).json).toMatchObject({ name: 'COPYING', type: 'file' })
    expect(names((await ask(standin, path)).json, 'type')).toEqual(['file', 'dir', 'dir', 'symlink', 'file'])
    expect((await ask(standin, `${path}/drivers%2Faccel/acme`)).json).toMatchObject([
      { path: 'drivers/accel/acme/main.c' },
    ])
    expect((await ask(standin, `${path}/nothing`)).status).toBe(404)
    expect((await ask(standin, `${path}/COPYING?ref=nothing`)).json).toMatchObject({
      message: 'No commit found for the ref nothing',
    })
  })

  it('tell the licence by the file that holds it', async () => {
    const { standin } = await start()
    expect((await ask(standin, '/repos/acme/driver/license')).json).toMatchObject({
      path: 'COPYING',
      license: { key: 'gpl-2.0', spdx_id: 'GPL-2.0' },
    })
    expect((await ask(standin, '/repos/contributor/driver')).json).toMatchObject({
      license: { spdx_id: 'GPL-2.0' },
      parent: { full_name: 'acme/driver' },
    })
  })

  it('are packed as git packs them', async () => {
    const { standin, userspace } = await start()
    userspace.commit('main', {
      changes: {
        '.gitattributes': 'secret export-ignore\ndocs/** export-ignore\n',
        'docs/a.md': 'a\n',
        'src/secret/key.c': 'x\n',
        [`src/${'deep/'.repeat(30)}file.c`]: 'int far;\n',
        'src/link': { mode: '120000', target: '../LICENSE' },
        lib: { mode: '160000', commit: 'b'.repeat(40) },
      },
    })
    const moved = await ask(standin, '/repos/acme/userspace/tarball/main')
    expect(moved.status).toBe(302)
    const archive = Buffer.from(await (await fetch(moved.headers.get('location') ?? '')).arrayBuffer())
    const listed = execFileSync('tar', ['tzf', '-'], { input: archive, encoding: 'utf8' }).trim().split('\n')
    const root = `acme-userspace-${userspace.commitAt('main')?.sha.slice(0, 7) ?? ''}/`
    expect(listed.every((name) => name.startsWith(root))).toBe(true)
    const files = listed.map((name) => name.slice(root.length)).filter((name) => !name.includes('deep/deep'))
    expect(files).toEqual(['', '.gitattributes', 'LICENSE', 'docs/', 'lib/', 'src/', 'src/deep/', 'src/link'])
    expect(listed).toContain(`${root}src/${'deep/'.repeat(30)}file.c`)
    const far = ['xzOf', '-', `${root}src/${'deep/'.repeat(30)}file.c`]
    expect(execFileSync('tar', far, { input: archive, encoding: 'utf8' })).toBe('int far;\n')
  })
})

describe('trees and refs', () => {
  it('are cut where they are too long', async () => {
    const { standin } = await start({ limits: { treeEntries: 3 } })
    const whole = await ask(standin, '/repos/acme/driver/git/trees/feature%2Fx?recursive=1')
    expect(whole.json).toMatchObject({ truncated: true, tree: { length: 3 } })
    expect((await ask(standin, '/repos/acme/driver/git/trees/main:x')).status).toBe(404)
  })

  it('are found by names with slashes', async () => {
    const { standin, driver, pull } = await start()
    driver.tag('v1', 'main', 'The first')
    for (const path of ['heads/feature/x', 'heads%2Ffeature%2Fx', 'pull/1/head'])
      expect((await ask(standin, `/repos/acme/driver/git/ref/${path}`)).json, path).toMatchObject({
        object: { sha: pull.headSha, type: 'commit' },
      })
    expect((await ask(standin, '/repos/acme/driver/git/ref/tags/v1')).json).toMatchObject({ object: { type: 'tag' } })
    expect((await ask(standin, `/repos/acme/driver/git/tags/${driver.resolve('v1') ?? ''}`)).json).toMatchObject({
      tag: 'v1',
      object: { sha: driver.commitAt('main')?.sha },
    })
    const refs = await ask(standin, '/repos/acme/driver/git/matching-refs/heads/')
    expect(names(refs.json, 'ref')).toEqual(['refs/heads/feature/x', 'refs/heads/main'])
    expect((await ask(standin, '/repos/acme/driver/git/ref/heads/nothing')).status).toBe(404)
    expect((await ask(standin, '/repos/acme/driver/commits/nothing')).status).toBe(422)
    expect((await ask(standin, '/repos/acme/driver/commits/feature/x/check-runs')).json).toMatchObject({
      total_count: 0,
    })
    expect((await ask(standin, '/repos/acme/driver/branches/feature/x')).json).toMatchObject({ name: 'feature/x' })
  })

  it('are none in an empty repository', async () => {
    const { standin, world } = await start()
    world.repository({ name: 'acme/empty' })
    expect((await ask(standin, '/repos/acme/empty/git/trees/main')).status).toBe(409)
    expect((await ask(standin, '/repos/acme/empty/contents/README')).status).toBe(404)
  })
})

describe('repositories', () => {
  it('that moved are found by their old name, until it is taken again', async () => {
    const { standin, world, userspace } = await start()
    userspace.rename('acme/libacme')
    const moved = await ask(standin, '/repos/acme/userspace/contents/LICENSE?ref=main')
    expect(moved.status).toBe(301)
    const location = moved.headers.get('location') ?? ''
    expect(location).toBe(`${standin.url}/repositories/${userspace.id}/contents/LICENSE?ref=main`)
    expect(await (await fetch(location)).json()).toMatchObject({ name: 'LICENSE' })
    const followed = await fetch(`${standin.url}/repos/acme/userspace`)
    expect(await followed.json()).toMatchObject({ full_name: 'acme/libacme' })
    userspace.private = true
    expect((await ask(standin, '/repos/acme/userspace')).status).toBe(404)
    world.repository({ name: 'acme/userspace', files: { a: 'a' } })
    expect((await ask(standin, '/repos/acme/userspace')).status).toBe(200)
  })

  it('that were taken down say so', async () => {
    const { standin, userspace, installation } = await start()
    userspace.blocked = 'dmca'
    const token = standin.token(installation)
    const blocked = await ask(standin, '/repos/acme/userspace/contents/LICENSE', { token })
    expect(blocked).toMatchObject({ status: 451, json: { message: 'Repository access blocked' } })
    userspace.blocked = undefined
    userspace.disabled = true
    expect((await ask(standin, '/repos/acme/userspace', { token })).json).toMatchObject({ disabled: true })
  })

  it('say who may do what', async () => {
    const { standin, world, installation, driver } = await start()
    const token = standin.token(installation)
    world.user('maintainer')
    driver.collaborator('maintainer', 'maintain')
    const path = '/repos/acme/driver/collaborators'
    expect((await ask(standin, `${path}/maintainer/permission`, { token })).json).toMatchObject({
      permission: 'write',
      role_name: 'maintain',
    })
    expect((await ask(standin, `${path}/octocat/permission`, { token })).json).toMatchObject({ permission: 'read' })
    expect((await ask(standin, `${path}/nobody/permission`, { token })).status).toBe(404)
    expect((await ask(standin, `${path}/octocat/permission`)).status).toBe(401)
  })
})
