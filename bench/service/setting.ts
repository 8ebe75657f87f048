import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startProcess } from '../chaos/process.ts'
import type { Kind } from '../chaos/story.ts'
import type { Answers, Ask, Ready } from './github.ts'
import { type Webhook, sign } from './load.ts'
import { SETTINGS } from './settings.ts'

const program = fileURLToPath(new URL('github.ts', import.meta.url))

/** A stand-in with so many open pull requests that cross the line, in a process of its own. */
const startGitHub = async (pulls: number, latencyMs: number) => {
  const child: ChildProcess = fork(program, [String(pulls), String(latencyMs)], { serialization: 'advanced' })
  const [ready] = (await once(child, 'message')) as [Ready]
  const waiting: ((answer: never) => void)[] = []
  child.on('message', (answer) => waiting.shift()?.(answer as never))
  /** Answers come in the order of the questions. */
  const ask = <K extends Ask['ask']>(question: Ask & { ask: K }): Promise<Answers[K]> =>
    new Promise((resolve) => {
      waiting.push(resolve)
      child.send(question)
    })
  const stop = async () => {
    const exited = once(child, 'exit')
    child.kill()
    await exited
  }
  return { ready, ask, stop }
}

/** Service, or the program in its place, and stand-in in processes of their own, beside this one, which makes the load. */
export const createSetting = async (pulls: number, latencyMs = 0, file: string | null = null) => {
  const { ready, ask, stop } = await startGitHub(pulls, latencyMs)
  const begun = performance.now()
  const service = await startProcess({ ...SETTINGS, ...ready.environment }, file)
  const startMs = performance.now() - begun
  const secret = ready.environment.WEBHOOK_SECRET
  return {
    service,
    startMs,
    /** Pushes to all pull requests, and gives the webhooks that tell of it. */
    push: async (kind: Kind, mark: string): Promise<readonly Webhook[]> =>
      (await ask({ ask: 'push', kind, mark })).map((payload) => sign('pull_request', payload, secret)),
    /** Resolves once each newest head has its verdict. */
    judged: () => ask({ ask: 'judged' }),
    tally: () => ask({ ask: 'tally' }),
    close: async () => {
      await service.stop()
      await stop()
    },
  }
}
