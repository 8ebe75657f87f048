import { once } from 'node:events'
import process from 'node:process'
import { startStandin } from '../test/standin/index.ts'
import { startApp } from './app.ts'
import { readArguments, USAGE } from './arguments.ts'
import { jsonTeller } from './json.ts'
import { servePage } from './page/server.ts'
import { asTold, play, type Played } from './play.ts'
import { createScene } from './scene.ts'
import { STORY } from './story.ts'
import type { Teller } from './teller.ts'
import { terminalTeller } from './terminal/teller.ts'

const STEP_MS = 30_000

/** Tells the whole story; whether all went as told. What it started has ended when it resolves or rejects. */
const tell = async (teller: Teller, stay: boolean, interrupted: AbortSignal): Promise<boolean> => {
  await using started = new AsyncDisposableStack()
  const scene = createScene()
  const standin = await startStandin({ world: scene.world })
  started.defer(() => standin.close())
  const app = await startApp(scene.world, standin.url, AbortSignal.any([interrupted, AbortSignal.timeout(STEP_MS)]))
  let good = false
  started.defer(async () => {
    await app.stop()
    if (!good) console.error(app.log.join('\n'))
  })
  const played: Played[] = []
  const page = await servePage(played)
  started.defer(() => page.close())

  teller.begin({ standin: standin.url, app: app.url, page: page.url })
  for (const [index, step] of STORY.entries()) {
    teller.step(step, index + 1)
    const signal = AbortSignal.any([interrupted, app.ended, AbortSignal.timeout(STEP_MS)])
    const one = await play(scene, standin, step, played.at(-1)?.run ?? null, signal)
    played.push(one)
    teller.played(one)
  }
  good = played.every(asTold) && standin.faults.length === 0
  teller.end({ played, faults: standin.faults, stay })
  if (stay && !interrupted.aborted) await once(interrupted, 'abort')
  return good
}

const read = readArguments(process.argv.slice(2))
if (read === null) {
  console.error(USAGE)
  process.exit(2)
}
const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => interrupted.abort(new Error('Interrupted.')))
try {
  const teller = read.format === 'json' ? jsonTeller() : terminalTeller()
  process.exitCode = (await tell(teller, read.stay, interrupted.signal)) ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
