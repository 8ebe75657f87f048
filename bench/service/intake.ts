import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createStory } from '../chaos/story.ts'
import { startProcess } from '../chaos/process.ts'
import { exampleOf } from '../../test/standin/payloads.ts'
import { listen } from '../../src/server/server.ts'
import { flood, sendAll, sign } from './load.ts'
import { residentBytes } from './resident.ts'

const probot = fileURLToPath(new URL('probot.ts', import.meta.url))

/**
 * Webhooks a second of ours and of Probot's, each in a process of its own, in turns; and what ours grows by for each
 * thousand more of them, once it has had as many as it takes to fill its memory.
 */
export const measureIntake = async (seconds: number, webhooks: number) => {
  const { app } = createStory().world
  // Nothing is to be judged: a GitHub that never answers holds the one job where it is.
  const away = createServer(() => undefined)
  const environment = {
    APP_ID: String(app.id),
    PRIVATE_KEY: app.privateKey,
    WEBHOOK_SECRET: app.webhookSecret,
    GITHUB_API_URL: await listen(away, { host: '127.0.0.1', port: 0 }),
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'info',
    LOG_FORMAT: 'json',
  }
  const webhook = sign(
    'pull_request',
    { ...exampleOf('pull_request', 'opened'), installation: { id: 1 } },
    app.webhookSecret,
  )
  const ours = await startProcess(environment)
  const theirs = await startProcess(environment, probot)
  const rates = { ours: 0, theirs: 0 }
  await flood(ours.url() ?? '', webhook, 1)
  await flood(theirs.url() ?? '', webhook, 1)
  for (let turn = 0; turn < 2; turn++) {
    rates.theirs += (await flood(theirs.url() ?? '', webhook, seconds)) / 2
    rates.ours += (await flood(ours.url() ?? '', webhook, seconds)) / 2
  }
  const samples: Sample[] = []
  for (let sent = 0; sent < webhooks; sent += webhooks / SAMPLES) {
    await sendAll(ours.url() ?? '', webhook, webhooks / SAMPLES)
    samples.push({ sent, kib: residentBytes(ours.pid()) / 1_024 })
  }
  await Promise.all([ours.stop(), theirs.stop()])
  away.closeAllConnections()
  away.close()
  const { kib } = samples.at(-1) ?? { kib: Number.NaN }
  return {
    ours: rates.ours,
    probot: rates.theirs,
    slopeKiB: slope(samples.slice(SAMPLES / 2)) * 1_000,
    mib: kib / 1_024,
  }
}

const SAMPLES = 20
type Sample = { readonly sent: number; readonly kib: number }

/** Of the line that lies nearest to all samples. */
const slope = (samples: readonly Sample[]): number => {
  const mean = (of: (sample: Sample) => number) => samples.reduce((sum, each) => sum + of(each), 0) / samples.length
  const [sent, kib] = [mean((each) => each.sent), mean((each) => each.kib)]
  const spread = mean((each) => (each.sent - sent) ** 2)
  return mean((each) => (each.sent - sent) * (each.kib - kib)) / spread
}
