import { once } from 'node:events'
import process from 'node:process'
import { createWorld, startStandin } from '../test/standin/index.ts'
import { startApp } from './app.ts'
import { readArguments, USAGE } from './arguments.ts'
import { jsonTeller } from './json.ts'
import { servePage } from './page/server.ts'
import { asTold, play, type Played } from './play.ts'
import { createStory } from './story.ts'
import type { Teller, ToldChapter } from './teller.ts'
import { terminalTeller } from './terminal/teller.ts'

const STEP_MS = 30_000

/** Tells the whole story; whether all went as told. What it started has ended when it resolves or rejects. */
const tell = async (teller: Teller, stay: boolean, interrupted: AbortSignal): Promise<boolean> => {
  await using started = new AsyncDisposableStack()
  const world = createWorld()
  const story = createStory(world)
  const standin = await startStandin({ world })
  started.defer(() => standin.close())
  const app = await startApp(world, standin.url, AbortSignal.any([interrupted, AbortSignal.timeout(STEP_MS)]))
  let good = false
  started.defer(async () => {
    await app.stop()
    if (!good) console.error(app.log.join('\n'))
  })
  const told: ToldChapter[] = []
  const page = await servePage(told)
  started.defer(() => page.close())

  teller.begin({ standin: standin.url, app: app.url, page: page.url })
  let number = 0
  for (const chapter of story) {
    const played: Played[] = []
    const first = number + 1
    told.push({ title: chapter.title, first, played })
    teller.chapter(chapter)
    for (const step of chapter.steps) {
      teller.step(step, ++number)
      const signal = AbortSignal.any([interrupted, app.ended, AbortSignal.timeout(STEP_MS)])
      const one = await play(world, standin, chapter, step, played.at(-1)?.run ?? null, signal)
      played.push(one)
      teller.played(one)
    }
    teller.chapterEnd({ title: chapter.title, first, played })
  }
  good = told.every(({ played }) => played.every(asTold)) && standin.faults.length === 0
  teller.end({ told, faults: standin.faults, stay })
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
