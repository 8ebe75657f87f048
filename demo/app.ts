import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { WEBHOOK_PATH } from '../src/server/server.ts'
import type { World } from '../test/standin/index.ts'

/** The real App in a process of its own. */
export type App = {
  readonly url: string
  /** Aborted once its process has ended. */
  readonly ended: AbortSignal
  /** What it has logged so far, one JSON object a line. */
  readonly log: readonly string[]
  /** Resolves when its process has ended. */
  readonly stop: () => Promise<void>
}

const STOP_MS = 15_000

/**
 * Starts `src/main.js` with the credentials of the world's App, and points the world's webhooks at it. Rejects, with
 * what it said, where it ends before it listens; `signal` ends it until then.
 */
export const startApp = async (world: World, apiUrl: string, signal: AbortSignal): Promise<App> => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../src/main.js', import.meta.url))], {
    // Neither a developer's variables nor the `.env` of the repository's root are the demo's.
    cwd: import.meta.dirname,
    env: {
      APP_ID: String(world.app.id),
      PRIVATE_KEY: world.app.privateKey,
      WEBHOOK_SECRET: world.app.webhookSecret,
      GITHUB_API_URL: apiUrl,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_FORMAT: 'json',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  const ended = new AbortController()
  const exited = once(child, 'exit').then(() => {
    process.off('exit', kill)
    ended.abort(new Error('The App has ended.'))
  })

  const log: string[] = []
  createInterface(child.stderr).on('line', (line) => log.push(line))
  const listening = Promise.withResolvers<string>()
  createInterface(child.stdout).on('line', (line) => {
    log.push(line)
    const url = listeningUrl(line)
    if (url !== null) listening.resolve(url)
  })
  ended.signal.addEventListener('abort', () => {
    listening.reject(new Error(['The App did not start.', ...log].join('\n')))
  })
  signal.addEventListener('abort', kill)
  const url = await listening.promise
  signal.removeEventListener('abort', kill)
  world.app.webhookUrl = url + WEBHOOK_PATH
  return {
    url,
    ended: ended.signal,
    log,
    stop: async () => {
      child.kill('SIGTERM')
      const patience = setTimeout(kill, STOP_MS)
      await exited
      clearTimeout(patience)
    },
  }
}

const listeningUrl = (line: string): string | null => {
  const { msg, url } = JSON.parse(line) as { readonly msg?: unknown; readonly url?: unknown }
  return typeof msg === 'string' && msg.startsWith('listening') && typeof url === 'string' ? url : null
}
