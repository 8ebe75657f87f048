import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { createGitHubAccess } from './octokit.ts'
import { createThrottle } from './throttle.ts'

const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()
const HOUR_MS = 3_600_000

type Sent = {
  readonly url: string
  readonly authorization: string | null
  readonly body: string
  readonly agent: string
}

/** A GitHub that gives tokens, `wide1`, `narrow1`, `narrow2`, ... by their scope, and answers all else by `answer`. */
const setUp = ({
  baseUrl = 'https://api.github.com',
  answer = () => Response.json({}),
  lifetime = HOUR_MS,
}: { baseUrl?: string; answer?: (sent: Sent) => Response; lifetime?: number } = {}) => {
  const sent: Sent[] = []
  const minted: string[] = []
  const bodies = new Map<string, string>()
  const access = createGitHubAccess({
    appId: 7,
    privateKey,
    baseUrl,
    log: { debug: () => undefined },
    throttle: createThrottle({
      budget: { block: () => Promise.resolve() },
      failed: (error) => {
        throw error
      },
      now: Date.now,
    }),
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const one: Sent = {
        url: request.url,
        authorization: request.headers.get('authorization'),
        body: await request.text(),
        agent: request.headers.get('user-agent') ?? '',
      }
      if (!request.url.endsWith('/access_tokens')) {
        sent.push(one)
        return answer(one)
      }
      const scope = one.body.includes('repository_ids') ? 'narrow' : 'wide'
      minted.push(scope)
      const name = `${scope}${minted.filter((each) => each === scope).length}`
      bodies.set(name, one.body)
      const token = { token: name, expires_at: new Date(Date.now() + lifetime).toISOString() }
      return Response.json({ ...token, permissions: { checks: 'write' } }, { status: 201 })
    },
  })
  return { access, sent, minted, bodies }
}

let installations = 0
const repository = () => ({ installationId: ++installations, repositoryId: 99, owner: 'example', name: 'driver' })

test('components are read with a token for the driver repository alone, and tokens are shared', async () => {
  const { access, sent, minted, bodies } = setUp()
  const job = repository()
  const first = await access.clients(job)
  const second = await access.clients(job)
  expect(JSON.parse(bodies.get('narrow1') ?? '')).toEqual({ repository_ids: [99] })
  await first.own.request('GET /zen')
  await first.components.request('GET /zen')
  await second.components.graphql('{ viewer { login } }')
  expect(sent.map(({ authorization }) => authorization)).toEqual(['token wide1', 'token narrow1', 'token narrow1'])
  expect(sent[0]?.agent).toMatch(/^open-userspace\/\d/)
  expect(minted).toHaveLength(2)
})

test('the anonymous client says nothing of itself', async () => {
  const { access, sent, minted } = setUp()
  await access.anonymous.request('GET /zen')
  expect(sent[0]?.authorization).toBeNull()
  expect(minted).toEqual([])
})

test('a refused token is renewed, once', async () => {
  const { access, sent } = setUp({ answer: () => Response.json({ message: 'Bad credentials' }, { status: 401 }) })
  const { components } = await access.clients(repository())
  await expect(components.request('GET /zen')).rejects.toMatchObject({ status: 401 })
  expect(sent.map(({ authorization }) => authorization)).toEqual(['token narrow1', 'token narrow2'])
})

test('a renewed token is used where the old one was refused', async () => {
  const { access, minted } = setUp({
    answer: ({ authorization }) =>
      authorization === 'token narrow1' ? new Response('', { status: 401 }) : Response.json(1),
  })
  const { components } = await access.clients(repository())
  await components.request('GET /zen')
  await components.request('GET /zen')
  expect(minted.filter((scope) => scope === 'narrow')).toHaveLength(2)
})

test('a token that is about to end is not used', async () => {
  const { access, sent } = setUp({ lifetime: 59_000 })
  const { components } = await access.clients(repository())
  await components.request('GET /zen')
  expect(sent[0]?.authorization).not.toBe('token narrow1')
})

test('no failure but a refused token is tried again', async () => {
  const { access, sent } = setUp({ answer: () => new Response('', { status: 502, headers: { 'retry-after': '1' } }) })
  const { components } = await access.clients(repository())
  await expect(components.request('POST /repos/example/driver/check-runs')).rejects.toMatchObject({ status: 502 })
  expect(sent).toHaveLength(1)
})

test.each([
  ['https://api.github.com', 'https://api.github.com/graphql'],
  ['http://127.0.0.1:9/base', 'http://127.0.0.1:9/base/graphql'],
  ['https://ghe.example/api/v3', 'https://ghe.example/api/graphql'],
])('with the API at %s, GraphQL is at %s', async (baseUrl, graphqlUrl) => {
  const { access, sent } = setUp({ baseUrl, answer: () => Response.json({ data: {} }) })
  await access.anonymous.request('GET /zen')
  await access.anonymous.graphql('{ viewer { login } }')
  expect(sent.map(({ url }) => url)).toEqual([`${baseUrl}/zen`, graphqlUrl])
})
