import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSign } from 'node:crypto'
import { Probot } from 'probot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ask } from './ask.fixture.ts'
import type { Standin } from './index.ts'
import { exampleOf } from './payloads.ts'
import { startStory, type Story } from './story.fixture.ts'

let story: Story & { standin: Standin }
let server: Server
let received: { headers: IncomingHttpHeaders; body: string }[]
let status: number

beforeEach(async () => {
  received = []
  status = 202
  server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (part: string) => (body += part))
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      response.writeHead(status).end('heard')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  story = await startStory()
  story.world.app.webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`
})

afterEach(async () => {
  expect(story.standin.faults).toEqual([])
  await story.standin.close()
  server.closeAllConnections()
  server.close()
})

const jwt = (): string => {
  const seconds = Math.floor(Date.now() / 1_000)
  const claims = { iat: seconds - 30, exp: seconds + 300, iss: story.world.app.id }
  const signed = [{ alg: 'RS256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(story.world.app.privateKey, 'base64url')}`
}

describe('a webhook', () => {
  it('is signed as GitHub signs it', async () => {
    const { standin, world, pull } = story
    const delivery = await standin.deliver({
      event: 'pull_request',
      payload: standin.payload.pullRequest(pull, 'opened'),
    })
    expect(delivery).toMatchObject({ statusCode: 202, status: 'OK', installationId: story.installation.id })
    const [hook] = received
    expect(hook?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-github-event': 'pull_request',
      'x-github-delivery': delivery.guid,
      'user-agent': expect.stringMatching(/^GitHub-Hookshot\//) as string,
    })
    const probot = new Probot({
      appId: world.app.id,
      privateKey: world.app.privateKey,
      secret: world.app.webhookSecret,
      logLevel: 'fatal',
    })
    await probot.ready()
    const signature = String(hook?.headers['x-hub-signature-256'])
    expect(await probot.webhooks.verify(hook?.body ?? '', signature)).toBe(true)
    expect(await probot.webhooks.verify(`${hook?.body ?? ''} `, signature)).toBe(false)
  })

  it('is logged, page by page, and sent again under the same GUID', async () => {
    const { standin } = story
    status = 500
    const failed = await standin.deliver({ event: 'ping', payload: { zen: 'Keep it simple.' } })
    status = 202
    await standin.deliver({ event: 'ping', payload: { zen: 'Keep it simple.' } })
    const lost = await standin.deliver({ event: 'ping', payload: { zen: 'Keep it simple.' }, lost: true })
    expect(received).toHaveLength(2)
    const token = jwt()
    const list = await ask(standin, '/app/hook/deliveries?per_page=2', { token })
    expect(list.json).toMatchObject([{ id: lost.id, status_code: 502 }, { status_code: 202 }])
    const next = /<([^>]+)>; rel="next"/.exec(list.headers.get('link') ?? '')?.[1] ?? ''
    expect((await ask(standin, next.slice(standin.url.length), { token })).json).toMatchObject([{ id: failed.id }])
    const failures = await ask(standin, '/app/hook/deliveries?status=failure', { token })
    expect(failures.json).toHaveLength(2)
    const again = await ask(standin, `/app/hook/deliveries/${lost.id}/attempts`, { token, method: 'POST' })
    expect(again.status).toBe(202)
    await expect
      .poll(() => standin.deliveries.at(-1))
      .toMatchObject({ redelivery: true, guid: lost.guid, statusCode: 202 })
    expect(received.at(-1)?.headers['x-github-delivery']).toBe(lost.guid)
    const one = await ask(standin, `/app/hook/deliveries/${failed.id}`, { token })
    expect(one.json).toMatchObject({ response: { payload: 'heard' }, request: { payload: { zen: 'Keep it simple.' } } })
  })
})

describe('a payload', () => {
  it('speaks of this world alone, and says what the official examples say', () => {
    const { standin, world, driver, pull, forkPull, installation, userspace, forkHead } = story
    const { payload } = standin
    const run = world.checkRun({ repository: driver, headSha: forkHead, name: 'Open userspace', conclusion: 'failure' })
    const group = world.mergeGroup(pull)
    pull.review('octocat', 'APPROVED')
    const payloads = {
      pull_request: payload.pullRequest(pull, 'synchronize'),
      pull_request_review: payload.pullRequestReview(pull, 'submitted'),
      check_run: payload.checkRun(run, 'rerequested'),
      check_suite: payload.checkSuite(run.suite, 'rerequested'),
      merge_group: payload.mergeGroup(group, 'checks_requested'),
      push: payload.push(driver, 'feature/x', pull.baseSha),
      installation: payload.installation(installation, 'created'),
      installation_repositories: payload.installationRepositories(installation, { added: [userspace] }),
    }
    for (const [event, made] of Object.entries(payloads)) {
      const strangers = JSON.stringify(made).match(
        /"[^"]*(codertocat|hello-world|octo-?org|octocoders|wolfy|gr2m)[^"]*"/gi,
      )
      expect(strangers, event).toBeNull()
      const example = exampleOf(event, typeof made['action'] === 'string' ? made['action'] : undefined)
      const missing = Object.keys(example).filter((key) => !(key in made))
      expect(missing, event).toEqual([])
    }
    expect(payloads.pull_request).toMatchObject({
      number: 1,
      after: pull.headSha,
      pull_request: { head: { sha: pull.headSha }, base: { sha: pull.baseSha, repo: { full_name: 'acme/driver' } } },
      repository: { full_name: 'acme/driver' },
      installation: { id: installation.id },
    })
    expect(payloads.check_run).toMatchObject({
      check_run: { id: run.id, head_sha: forkHead, pull_requests: [], check_suite: { head_branch: null } },
    })
    expect(payloads.check_suite).toMatchObject({ check_suite: { head_sha: forkHead, pull_requests: [] } })
    expect(payloads.merge_group).toMatchObject({
      merge_group: { head_sha: group.headSha, base_sha: group.baseSha, base_ref: 'refs/heads/main' },
    })
    expect(payload.pullRequest(forkPull, 'edited', { changes: { base: { ref: { from: 'next' } } } })).toMatchObject({
      changes: { base: { ref: { from: 'next' } } },
      pull_request: { head: { repo: { full_name: 'contributor/driver', fork: true } } },
    })
  })
})
