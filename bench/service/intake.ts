import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createStory } from '../chaos/story.ts'
import { startProcess } from '../chaos/process.ts'
import { exampleOf } from '../../test/standin/payloads.ts'
import { listen } from '../../src/server/server.ts'
import { flood, sign } from './load.ts'
import { residentBytes } from './resident.ts'

const probot = fileURLToPath(new URL('probot.ts', import.meta.url))

/** Webhooks a second of ours and of Probot's, each in a process of its own, in turns. */
export const measureIntake = async (seconds: number) => {
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
  const before = residentBytes(ours.pid())
  for (let turn = 0; turn < 2; turn++) {
    rates.theirs += (await flood(theirs.url() ?? '', webhook, seconds)) / 2
    rates.ours += (await flood(ours.url() ?? '', webhook, seconds)) / 2
  }
  const sent = rates.ours * seconds * 2
  const slopeKiB = ((residentBytes(ours.pid()) - before) / 1_024 / sent) * 1_000
  await Promise.all([ours.stop(), theirs.stop()])
  away.closeAllConnections()
  away.close()
  return { ours: rates.ours, probot: rates.theirs, slopeKiB }
}
