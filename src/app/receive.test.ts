import { generateKeyPairSync } from 'node:crypto'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Added } from './queue/queue.ts'
import type { Task } from './queue/task.ts'
import { createReceiver } from './receive.ts'

const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()

const setUp = async (answer: () => Promise<Added> = () => Promise.resolve('queued')) => {
  const jobs: Task[] = []
  const lines: string[] = []
  const receive = await createReceiver({
    appId: 7,
    add: (job) => {
      jobs.push(job)
      return answer()
    },
    now: () => 1_000,
    environment: {
      privateKey,
      webhookSecret: 'a secret',
      github: { apiBase: 'http://127.0.0.1:9', webOrigin: 'https://github.com' },
    },
    log: pino({ level: 'info' }, { write: (line) => void lines.push(line) }),
  })
  const deliver = (name: string, payload: Record<string, unknown>) => receive({ id: 'one', name, payload })
  return { deliver, jobs, lines }
}

const source = {
  installation: { id: 3 },
  repository: { id: 5, name: 'driver', owner: { login: 'example' } },
}

test('an event of use becomes a job, through Probot', async () => {
  const { deliver, jobs } = await setUp()
  await deliver('pull_request', { ...source, action: 'opened', pull_request: { number: 11 } })
  expect(jobs).toEqual([
    {
      installationId: 3,
      repositoryId: 5,
      owner: 'example',
      name: 'driver',
      subject: { kind: 'pull-request', number: 11 },
      rerequested: false,
      background: false,
      attempt: 0,
      since: 1_000,
      slot: null,
    },
  ])
})

test.each<[string, string, Record<string, unknown>]>([
  ['another action', 'pull_request', { ...source, action: 'labeled', pull_request: { number: 11 } }],
  ['an action that is no text', 'pull_request', { ...source, action: { toString: 1 }, pull_request: { number: 11 } }],
  ['no action', 'pull_request', { ...source, pull_request: { number: 11 } }],
  ['no pull request', 'pull_request', { ...source, action: 'opened' }],
  ['no installation', 'pull_request', { ...source, installation: undefined, action: 'opened' }],
  ['an installation without a number', 'pull_request', { ...source, installation: { id: {} }, action: 'opened' }],
  ['nothing', 'check_run', {}],
])('%s is ignored, and no failure', async (_, name, payload) => {
  const { deliver, jobs } = await setUp()
  await deliver(name, payload)
  expect(jobs).toEqual([])
})

test('what is ignored though it is an event of use leaves a line in the log', async () => {
  const { deliver, lines } = await setUp()
  await deliver('pull_request', { ...source, action: 'opened' })
  await deliver('pull_request', { action: 'opened' })
  expect(lines).toHaveLength(2)
})

test.each<[string, () => Promise<Added>]>([
  ['a full queue', () => Promise.resolve('full')],
  ['a queue that is away', () => Promise.reject(new Error('connection refused'))],
])('%s is told, so that the delivery counts as failed', async (_, answer) => {
  const { deliver } = await setUp(answer)
  const payload = { ...source, action: 'opened', pull_request: { number: 11 } }
  expect(await deliver('pull_request', payload)).toBe(false)
  expect(await deliver('pull_request', { ...payload, action: 'labeled' })).toBe(true)
})
