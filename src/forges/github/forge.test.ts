import { expect, test } from 'vitest'
import type { ComponentKey } from '../../core/case.ts'
import { parseRepositoryUrl } from '../../core/repository-url.ts'
import { createGitHubForge } from './forge.ts'
import { createOctokit } from './octokit.ts'

const key = (address: string): ComponentKey => {
  const parsed = parseRepositoryUrl(address)
  if (!parsed.ok) throw new Error(parsed.message)
  return { repository: parsed.url, ref: null, paths: [] }
}

/** A GitHub that has no repository, and keeps what it was asked for. */
const emptyGitHub = () => {
  const asked: string[] = []
  const send: typeof fetch = (_url, init) => {
    asked.push(JSON.stringify(init?.body))
    return Promise.resolve(Response.json({ data: { c0: null }, errors: [{ type: 'NOT_FOUND', path: ['c0'] }] }))
  }
  return { asked, client: createOctokit({ baseUrl: 'https://ghe.example/api/v3', fetch: send }) }
}

test('a repository of another host is never looked up here, where its name is someone else’s', async () => {
  const { asked, client } = emptyGitHub()
  const here = key('https://ghe.example/acme/npu-umd')
  const elsewhere = key('https://github.com/acme/npu-mlir')
  const forge = createGitHubForge({ client, anonymous: client, origin: 'https://ghe.example' })
  expect(await forge.describe([elsewhere, here])).toEqual([
    expect.objectContaining({ state: 'unknown' }),
    { state: 'unreadable' },
  ])
  expect(asked.join()).toContain('npu-umd')
  expect(asked.join()).not.toContain('npu-mlir')
  expect(await forge.describe([elsewhere])).toEqual([expect.objectContaining({ state: 'unknown' })])
  expect(asked).toHaveLength(1)
})
