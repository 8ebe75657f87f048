import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import packageJson from '../../package.json' with { type: 'json' }

export type ServiceProcess = {
  /** Where it listens now; null while it is down. */
  readonly url: () => string | null
  /** Where it listens whenever it is up: a load balancer's address stays too. */
  readonly address: string
  readonly pid: () => number
  /** Ends it at once, as a crash would, and starts it anew. */
  readonly crash: () => Promise<void>
  readonly stop: () => Promise<void>
  /** Lines of its log that tell of a bug. */
  readonly errors: readonly string[]
}

const root = fileURLToPath(new URL('../..', import.meta.url))
/** What `npm start` runs: `node`, its options, and the program. */
const [, ...start] = packageJson.scripts.start.split(' ')

/** Runs the service as `npm start` does, or the program in its place, in a process of its own. */
export const startProcess = async (
  environment: Readonly<Record<string, string>>,
  file: string | null = null,
  log: Writable | null = null,
): Promise<ServiceProcess> => {
  const errors: string[] = []
  let child: ChildProcess
  let address = ''
  let isUp = false

  const launch = async (): Promise<void> => {
    const port = address === '' ? {} : { PORT: new URL(address).port }
    const started = spawn(process.execPath, file === null ? start : [file], {
      cwd: root,
      env: { ...environment, ...port },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child = started
    const lines = createInterface({ input: started.stdout })
    const { promise, resolve } = Promise.withResolvers<undefined>()
    lines.on('line', (line) => {
      log?.write(`${line}\n`)
      const found = /"url":"([^"]+)"/.exec(line)?.[1]
      if (found !== undefined) {
        address = found
        isUp = true
        resolve(undefined)
      }
      if (line.includes('a job failed and will be tried again')) errors.push(line)
    })
    started.once('exit', () => resolve(undefined))
    await promise
  }

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    isUp = false
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }

  await launch()
  return {
    url: () => (isUp ? address : null),
    address,
    pid: () => child.pid ?? 0,
    crash: async () => {
      await end('SIGKILL')
      await launch()
    },
    stop: () => end('SIGKILL'),
    errors,
  }
}
