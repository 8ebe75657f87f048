import { spawn } from 'node:child_process'
import { endGroup, holdGroup } from './leftovers.ts'
import { sizeOf } from './size-of.ts'

export type GitCommand = {
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly input?: string
  readonly signal: AbortSignal
  /** Bytes of output that are kept at most; more is a failure. */
  readonly mostOutput?: number
  /** What it writes to, and how large that may become, bytes. */
  readonly writes?: { readonly directory: string; readonly most: number }
}

export type GitRun =
  | { readonly ok: true; readonly out: Buffer }
  /** `said`: the last it wrote to its standard error. */
  | { readonly ok: false; readonly why: 'failed' | 'stopped' | 'too-large' | 'no-git'; readonly said: string }

const MOST_OUTPUT_BYTES = 64 * 1024 * 1024
const MOST_SAID = 8 * 1024
const LOOK_MS = 100

/**
 * Runs git as the leader of a group of its own, so that whatever it starts ends with it: by itself, at the signal, or
 * past a bound. Resolves when all of them are gone.
 */
export const runGit = ({
  args,
  env,
  input,
  signal,
  mostOutput = MOST_OUTPUT_BYTES,
  writes,
}: GitCommand): Promise<GitRun> => {
  if (signal.aborted) return Promise.resolve({ ok: false, why: 'stopped', said: '' })
  return new Promise((resolve) => {
    const child = spawn('git', args, { env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
    const { pid } = child
    if (pid === undefined) {
      child.once('error', () => resolve({ ok: false, why: 'no-git', said: '' }))
      return
    }
    const letGo = holdGroup(pid)
    const out: Buffer[] = []
    let kept = 0
    let said = ''
    let ended: 'stopped' | 'too-large' | null = null
    const end = (why: 'stopped' | 'too-large'): void => {
      ended ??= why
      endGroup(pid)
    }
    const stop = (): void => end('stopped')
    signal.addEventListener('abort', stop, { once: true })
    const look = async ({ directory, most }: NonNullable<typeof writes>): Promise<void> => {
      if ((await sizeOf(directory)) > most) end('too-large')
    }
    const looking = writes === undefined ? null : setInterval(() => void look(writes), LOOK_MS)

    child.stdout.on('data', (chunk: Buffer) => {
      kept += chunk.length
      if (kept > mostOutput) end('too-large')
      else out.push(chunk)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-MOST_SAID)
    })
    // It may end while it is written to.
    child.stdin.on('error', () => undefined).end(input ?? '')
    const finish = async (code: number | null): Promise<GitRun> => {
      // What is quick may be large too.
      if (writes !== undefined) await look(writes)
      if (ended !== null) return { ok: false, why: ended, said }
      return code === 0 ? { ok: true, out: Buffer.concat(out) } : { ok: false, why: 'failed', said }
    }
    child.once('close', (code) => {
      // Its leader has ended, and what it started may not have.
      endGroup(pid)
      letGo()
      if (looking !== null) clearInterval(looking)
      signal.removeEventListener('abort', stop)
      resolve(finish(code))
    })
  })
}
