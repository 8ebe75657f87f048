import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { query } from './ask.fixture.ts'
import type { Standin } from './index.ts'
import { startStory, type Story } from './story.fixture.ts'

let story: Story & { standin: Standin }
let token: string

beforeEach(async () => {
  story = await startStory({ limits: { blobText: 20 } })
  token = story.standin.token(story.installation)
})

afterEach(() => story.standin.close())

const ofRepository = async (fields: string, name = 'driver', owner = 'acme'): Promise<unknown> => {
  const { json } = await query(
    story.standin,
    token,
    `query Look($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields} } }`,
    { owner, name },
  )
  expect(json).not.toHaveProperty('errors')
  return (json as { data: { repository: unknown } }).data.repository
}

describe('a repository', () => {
  it('tells all that is asked of a component', async () => {
    const { world, fork } = story
    world.repository({
      name: 'acme/mirror',
      mirrorUrl: 'https://example.com/a.git',
      archived: true,
      license: 'NOASSERTION',
    })
    const fields = `databaseId nameWithOwner name owner { login __typename } url isPrivate visibility isArchived isDisabled
      isEmpty isFork isLocked isMirror mirrorUrl parent { nameWithOwner } licenseInfo { key spdxId name }
      defaultBranchRef { name target { oid } }`
    expect(await ofRepository(fields, 'driver', 'contributor')).toEqual({
      databaseId: fork.id,
      nameWithOwner: 'contributor/driver',
      name: 'driver',
      owner: { login: 'contributor', __typename: 'User' },
      url: 'https://github.com/contributor/driver',
      isPrivate: false,
      visibility: 'PUBLIC',
      isArchived: false,
      isDisabled: false,
      isEmpty: false,
      isFork: true,
      isLocked: false,
      isMirror: false,
      mirrorUrl: null,
      parent: { nameWithOwner: 'acme/driver' },
      licenseInfo: { key: 'gpl-2.0', spdxId: 'GPL-2.0', name: 'GPL-2.0 License' },
      defaultBranchRef: { name: 'main', target: { oid: fork.commitAt('main')?.sha } },
    })
    expect(await ofRepository(fields, 'mirror')).toMatchObject({
      isMirror: true,
      mirrorUrl: 'https://example.com/a.git',
      isArchived: true,
      isEmpty: true,
      defaultBranchRef: null,
      licenseInfo: { spdxId: 'NOASSERTION' },
    })
  })

  it('is followed when it moves, unless that is not wanted', async () => {
    story.userspace.rename('acme/libacme')
    expect(await ofRepository('nameWithOwner', 'userspace')).toEqual({ nameWithOwner: 'acme/libacme' })
    const { json } = await query(
      story.standin,
      token,
      '{ repository(owner: "acme", name: "userspace", followRenames: false) { id } }',
    )
    expect(json).toMatchObject({ data: { repository: null }, errors: [{ type: 'NOT_FOUND' }] })
  })
})

describe('git objects', () => {
  it('are found by expressions', async () => {
    const { driver, pull } = story
    driver.tag('v1', 'main', 'The first')
    const object = async (expression: string): Promise<unknown> =>
      ofRepository(
        `object(expression: "${expression}") { __typename oid ... on Blob { text isBinary isTruncated byteSize }
          ... on Tree { entries { name path type mode } } ... on Tag { name target { oid } } }`,
      )
    expect(await object('refs/pull/1/head')).toMatchObject({ object: { __typename: 'Commit', oid: pull.headSha } })
    expect(await object(`${pull.headSha}:open-userspace.yml`)).toMatchObject({
      object: { text: 'version: 1\n', isBinary: false, isTruncated: false, byteSize: 11 },
    })
    expect(await object('main:COPYING')).toMatchObject({ object: { text: 'GNU GENERAL PUBLIC L', isTruncated: true } })
    expect(await object('main:logo.png')).toMatchObject({ object: { text: null, isBinary: true } })
    expect(await object('main:drivers')).toMatchObject({
      object: { entries: [{ name: 'accel', path: 'drivers/accel', type: 'tree', mode: 16_384 }] },
    })
    expect(await object('v1')).toMatchObject({
      object: { __typename: 'Tag', target: { oid: driver.commitAt('v1')?.sha } },
    })
    expect(await object('main:nothing')).toEqual({ object: null })
  })

  it('are reached through refs and commits', async () => {
    expect(
      await ofRepository(`ref(qualifiedName: "refs/heads/feature/x") { name prefix target { ... on Commit {
        message file(path: "open-userspace.yml") { name type mode object { ... on Blob { text } } }
        history(first: 1, path: "open-userspace.yml") { totalCount nodes { messageHeadline } }
        associatedPullRequests(first: 2) { nodes { number } } } } }
        refs(refPrefix: "refs/heads/", first: 5) { totalCount }`),
    ).toEqual({
      ref: {
        name: 'feature/x',
        prefix: 'refs/heads/',
        target: {
          message: 'accel: export buffers',
          file: { name: 'open-userspace.yml', type: 'blob', mode: 33_188, object: { text: 'version: 1\n' } },
          history: { totalCount: 1, nodes: [{ messageHeadline: 'accel: export buffers' }] },
          associatedPullRequests: { nodes: [{ number: 1 }] },
        },
      },
      refs: { totalCount: 2 },
    })
  })
})

describe('pull requests', () => {
  it('show their files page by page', async () => {
    const files = (after: string): string =>
      `pullRequest(number: 1) { changedFiles files(first: 1${after}) { totalCount nodes { path changeType additions }
        pageInfo { hasNextPage endCursor } } }`
    const first = await ofRepository(files(''))
    expect(first).toMatchObject({
      pullRequest: {
        changedFiles: 2,
        files: { nodes: [{ path: 'drivers/accel/acme/main.c', changeType: 'MODIFIED', additions: 1 }] },
      },
    })
    const { endCursor } = (first as { pullRequest: { files: { pageInfo: { endCursor: string } } } }).pullRequest.files
      .pageInfo
    expect(await ofRepository(files(`, after: "${endCursor}"`))).toMatchObject({
      pullRequest: { files: { nodes: [{ path: 'open-userspace.yml' }], pageInfo: { hasNextPage: false } } },
    })
  })

  it('are listed, and know where they come from', async () => {
    const { driver, forkPull, forkHead } = story
    driver.requiresReview = true
    forkPull.review('octocat', 'APPROVED')
    expect(
      await ofRepository(`pullRequests(states: [OPEN], headRefName: "fix", first: 5, orderBy: { field: UPDATED_AT, direction: DESC }) {
        nodes { number state isDraft isCrossRepository headRefOid headRefName baseRefName baseRefOid baseRef { target { oid } }
          headRef { name } headRepository { nameWithOwner } author { login } reviewDecision merged mergeCommit { oid }
          mergeable reviews(first: 5) { nodes { state author { login } } } commits(last: 1) { nodes { commit { oid } } } statusCheckRollup { state } } }`),
    ).toMatchObject({
      pullRequests: {
        nodes: [
          {
            number: 2,
            state: 'OPEN',
            isDraft: true,
            isCrossRepository: true,
            headRefOid: forkHead,
            headRepository: { nameWithOwner: 'contributor/driver' },
            author: { login: 'contributor' },
            reviewDecision: 'APPROVED',
            mergeable: 'MERGEABLE',
            reviews: { nodes: [{ state: 'APPROVED', author: { login: 'octocat' } }] },
            commits: { nodes: [{ commit: { oid: forkHead } }] },
            statusCheckRollup: null,
          },
        ],
      },
    })
  })
})

describe('questions that GitHub would not take', () => {
  it.each([
    ['an unknown field', '{ repository(owner: "acme", name: "driver") { nonsense } }', /nonsense/],
    ['no count', '{ repository(owner: "acme", name: "driver") { pullRequests { totalCount } } }', /`first` or `last`/],
    [
      'too many',
      '{ repository(owner: "acme", name: "driver") { pullRequests(first: 101) { totalCount } } }',
      /100 records/,
    ],
    [
      'far too many in all',
      '{ repository(owner: "acme", name: "driver") { pullRequests(first: 100) { nodes { files(first: 100) { nodes { path } } commits(first: 100) { nodes { commit { checkSuites(first: 100) { totalCount } } } } } } } }',
      /maximum limit/,
    ],
    [
      'a field that the stand-in does not know',
      '{ repository(owner: "acme", name: "driver") { hasWikiEnabled } }',
      /doesn't know Repository.hasWikiEnabled/,
    ],
    ['no syntax', '{ repository(', /Syntax Error/],
  ])('%s', async (_why, text, message) => {
    const { json } = await query(story.standin, token, text)
    expect(JSON.stringify(json)).toMatch(message)
    expect(story.standin.faults).toHaveLength(1)
    expect(story.standin.faults[0]?.problems.join()).toMatch(message)
  })
})

it('counts what was asked', async () => {
  const { json, headers } = await query(
    story.standin,
    token,
    '{ rateLimit { cost limit remaining used nodeCount } repository(owner: "acme", name: "driver") { pullRequests(first: 30) { totalCount } } }',
  )
  expect(json).toMatchObject({
    data: { rateLimit: { cost: 1, limit: 5_000, remaining: 4_999, used: 1, nodeCount: 30 } },
  })
  expect(headers.get('x-ratelimit-resource')).toBe('graphql')
  expect(headers.get('x-ratelimit-remaining')).toBe('4999')
})
