import { expect, test } from 'vitest'
import { createOctokit } from './octokit.ts'
import { remember } from './remember.ts'

/** A GitHub whose one repository has an ETag, and what it was asked with. */
const setUp = (options: { readonly mostBytes?: number } = {}) => {
  let at = 0
  let stars = 1
  const asked: (string | null)[] = []
  const send: typeof fetch = (input, init) => {
    const etag = `"${stars}"`
    const known = new Headers(init?.headers).get('if-none-match')
    asked.push(known)
    if (new Request(input).url.endsWith('/missing')) return Promise.resolve(new Response('{}', { status: 404 }))
    const headers = { 'content-type': 'application/json', etag }
    return Promise.resolve(
      known === etag ? new Response(null, { status: 304, headers }) : Response.json({ stars }, { headers }),
    )
  }
  const octokit = createOctokit({ baseUrl: 'http://127.0.0.1:1', fetch: send })
  remember(octokit, { youngMs: 60_000, now: () => at, ...options })
  const ask = async (repo = 'a') => (await octokit.request('GET /repos/{repo}', { repo })).data as unknown
  return { ask, asked, octokit, pass: (ms: number) => (at += ms), star: () => stars++ }
}

test('a young answer stands, an older one is asked for by its ETag', async () => {
  const { ask, asked, pass, star } = setUp()
  expect(await ask()).toEqual({ stars: 1 })
  star()
  pass(59_999)
  expect(await ask()).toEqual({ stars: 1 })
  expect(asked).toEqual([null])
  pass(1)
  expect(await ask()).toEqual({ stars: 2 })
  pass(60_000)
  expect(await ask()).toEqual({ stars: 2 })
  expect(await ask()).toEqual({ stars: 2 })
  expect(asked).toEqual([null, '"1"', '"2"'])
})

test('what failed, what was written and what is too large is not kept', async () => {
  const { ask, asked, octokit } = setUp({ mostBytes: 100 })
  await expect(ask('missing')).rejects.toThrow()
  await expect(ask('missing')).rejects.toThrow()
  await octokit.request('POST /repos/a')
  await octokit.request('POST /repos/a')
  await ask()
  await ask()
  expect(asked).toEqual([null, null, null, null, null, null])
})
