import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ask } from './ask.fixture.ts'
import { matchOperation } from './description.ts'
import type { Standin } from './index.ts'
import { operationIds } from './operations.ts'
import { startStory } from './story.fixture.ts'
import { createValidator } from './validate.ts'

let standin: Standin | undefined
afterEach(() => standin?.close())

const runs = '/repos/acme/driver/check-runs'

describe('a request that the description does not allow', () => {
  it.each([
    ['a query that does not exist', 'GET', '/repos/acme/driver/pulls?heads=a:b', undefined, /no "heads"/],
    ['a value that does not exist', 'GET', '/repos/acme/driver/pulls?state=opened', undefined, /must be one of/],
    ['a number that is none', 'GET', '/repos/acme/driver/pulls/one', undefined, /must be an integer/],
    ['a body that lacks something', 'POST', runs, { name: 'x' }, /must have required property 'head_sha'/],
    ['a body that holds something strange', 'POST', runs, { name: 'x', head_sha: 'a', titel: 'x' }, /no "titel"/],
    ['a wrong value in a body', 'POST', runs, { name: 'x', head_sha: 'a', conclusion: 'fine' }, /conclusion/],
    ['no body', 'POST', runs, undefined, /body is missing/],
  ])('%s', async (_why, method, path, body, message) => {
    const story = await startStory()
    standin = story.standin
    const token = standin.token(story.installation)
    const answer = await ask(standin, path, { token, method, body })
    expect(answer.status).toBe(500)
    expect(answer.json).toMatchObject({ message: expect.stringMatching(message) as string })
    expect(standin.faults).toMatchObject([{ side: 'request', problems: [expect.stringMatching(message)] }])
  })

  it('may be one for a form that the stand-in cannot give', async () => {
    standin = (await startStory()).standin
    const headers = { accept: 'application/vnd.github.diff' }
    expect((await ask(standin, '/repos/acme/driver/pulls/1', { headers })).status).toBe(500)
    const sha = { accept: 'application/vnd.github.sha' }
    expect((await ask(standin, '/repos/acme/driver/commits/main', { headers: sha })).text).toMatch(/^[0-9a-f]{40}$/)
    expect(standin.faults).toMatchObject([{ problems: ['the stand-in gives no diff'] }])
  })

  it('is not asked for where nothing is held against the description', async () => {
    const story = await startStory({ validate: false })
    standin = story.standin
    expect((await ask(standin, '/repos/acme/driver/pulls?heads=a:b')).status).toBe(200)
    expect(standin.faults).toEqual([])
  })

  it('may be of no operation at all', async () => {
    standin = (await startStory()).standin
    expect((await ask(standin, '/repos/acme/driver/milestones')).status).toBe(404)
    expect(standin.faults).toMatchObject([{ operation: 'GET /repos/acme/driver/milestones' }])
  })
})

describe('an answer that the description does not allow', () => {
  const check = (path: string, status: number, body: unknown): string[] => {
    const found = matchOperation('GET', path)
    return found ? createValidator().answer(found.operation, status, body) : ['no operation']
  }

  it('is caught', () => {
    expect(check('/repos/a/b/git/trees/c', 200, { sha: 'c', truncated: 'no', tree: [] })).toEqual([
      'answer/truncated must be boolean',
    ])
    expect(check('/repos/a/b/git/trees/c', 200, { sha: 'c', truncated: false, tree: [] })).toEqual([])
    expect(check('/repos/a/b/git/trees/c', 204, undefined)).toEqual(['204 is no answer of git/get-tree'])
  })

  it('is recorded when the stand-in gives it', async () => {
    const { world, driver, standin: started } = await startStory()
    standin = started
    Object.assign(driver, { description: 7 })
    await ask(standin, '/repos/acme/driver')
    expect(world.find('acme/driver')).toBe(driver)
    expect(standin.faults).toMatchObject([{ side: 'answer', operation: 'repos/get', status: 200 }])
  })
})

it('holds the operations that it knows, and no more', () => {
  const text = readFileSync(join(import.meta.dirname, 'openapi.json'), 'utf8')
  const found = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id)
  expect(found.toSorted()).toEqual([...operationIds].sort())
})
