import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

type Report = {
  readonly addresses: { readonly standin: string; readonly app: string; readonly page: string }
  readonly verdicts: readonly { readonly expected: string; readonly conclusion: string | null }[]
  readonly more: readonly { readonly verdicts: Report['verdicts'] }[]
  readonly faults: readonly unknown[]
}

/** All of it is told, by processes of their own, which a busy machine makes wait. */
const WHOLE_MS = 60_000

const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

const run = (...args: readonly string[]) => {
  const child = spawn(process.execPath, [main, ...args], {
    // What a developer may have set, and must not reach the App.
    env: { ...process.env, APP_ID: 'x', GHE_HOST: 'ghe.example', GITHUB_TOKEN: 'x', REQUIRE_FLOOR: 'true' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  return { child, exited }
}

const isGone = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => false,
    () => true,
  )

test(
  'tells the five verdicts of the story and those of real cases, and leaves nothing running',
  { timeout: WHOLE_MS },
  async () => {
    const { child, exited } = run('--format', 'json')
    const { verdicts, more, faults, addresses } = JSON.parse(await text(child.stdout)) as Report
    expect(await exited).toBe(0)
    expect(verdicts.map(({ conclusion }) => conclusion)).toEqual([
      'failure',
      'failure',
      'failure',
      'success',
      'success',
    ])
    expect(more.map((chapter) => chapter.verdicts.map(({ conclusion }) => conclusion))).toEqual([
      ['failure'],
      ['failure', 'action_required', 'success'],
    ])
    expect(faults).toEqual([])
    expect(await Promise.all(Object.values(addresses).map(isGone))).toEqual([true, true, true])
  },
)

test('keeps its page open until it is told to end', { timeout: WHOLE_MS }, async () => {
  const { child, exited } = run('--stay', '--format', 'json')
  const { value } = await createInterface(child.stdout)[Symbol.asyncIterator]().next()
  const { addresses } = JSON.parse(String(value)) as Report
  expect((await fetch(`${addresses.app}/healthz`)).status).toBe(200)
  const page = await (await fetch(addresses.page)).text()
  expect(page.match(/<article>/g)).toHaveLength(9)

  child.kill('SIGTERM')
  expect(await exited).toBe(0)
  expect(await Promise.all(Object.values(addresses).map(isGone))).toEqual([true, true, true])
})

test.each([['--format', 'xml'], ['--unknown'], ['extra']])('refuses what it does not know: %s', async (...args) => {
  const { exited } = run(...args)
  expect(await exited).toBe(2)
})
