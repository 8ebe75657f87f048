// Puts the service under fire, and holds what it wrote against what a quiet run would have: lost, doubled, wrong.
// Everything is on loopback, and it stops by itself.
//
//   node bench/chaos/main.ts [--mode memory|redis] [--pulls 40] [--seconds 30] [--seed 1]
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startStandin } from '../../test/standin/index.ts'
import { redisBinary, startRedis } from '../../test/redis/redis.ts'
import { createFaults } from './faults.ts'
import { startProcess } from './process.ts'
import { createRandom } from './random.ts'
import { createStory, type Kind, KINDS } from './story.ts'
import { createTally } from './tally.ts'

const { values } = parseArgs({
  options: {
    mode: { type: 'string', default: 'memory' },
    pulls: { type: 'string', default: '40' },
    seconds: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
  },
})
const isShared = values.mode === 'redis'
if (isShared && redisBinary() === null) {
  console.log('Skipped: chaos on Redis needs redis-server')
  process.exit(0)
}
/** One query for fifty pull requests: a sweep must not be all that is done. */
const SWEEP_MS = Math.max(5_000, Number(values.pulls) * 20)
/** A sweep and its jobs, what a limit may still hold up, and the time of a request that hung. */
const PATIENCE_MS = 60_000 + 6 * SWEEP_MS
const random = createRandom(Number(values.seed))
const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)]

const story = createStory()
const standin = await startStandin({ world: story.world, validate: false, limits: { core: 1e9, graphql: 1e9 } })
const redis = isShared ? await startRedis() : null
const tally = createTally(story, standin)
const environment = {
  APP_ID: String(story.world.app.id),
  PRIVATE_KEY: story.world.app.privateKey,
  WEBHOOK_SECRET: story.world.app.webhookSecret,
  GITHUB_API_URL: standin.url,
  GITHUB_WRITES_PER_MINUTE: '0',
  SWEEP_INTERVAL: `${SWEEP_MS}ms`,
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_FORMAT: 'json',
  LOG_LEVEL: 'info',
  ...(redis === null ? {} : { REDIS_URL: redis.url }),
}
const services = await Promise.all(Array.from({ length: isShared ? 3 : 1 }, () => startProcess(environment)))

const branches = Array.from({ length: Number(values.pulls) }, (_, at) => `change-${at}`)
const kindNames = Object.keys(KINDS) as Kind[]
let sent = 0
let lost = 0
const deliveries: Promise<unknown>[] = []
/** Delivers as GitHub might on a bad day: not at all, twice, or late. */
const deliver = (event: string, payload: ReturnType<typeof standin.payload.pullRequest>): void => {
  const once = async () => {
    await pause(Math.floor(random() * 500))
    const url = pick(services)?.url() ?? null
    const isLost = url === null || random() < 0.1
    if (isLost) lost++
    sent++
    await standin.deliver({ event, payload, url: `${url ?? standin.url}/api/github/webhooks`, lost: isLost })
  }
  deliveries.push(once())
  if (random() < 0.1) deliveries.push(once())
}
const pulls = branches.map((branch) => {
  story.push(branch, pick(kindNames) ?? 'open', branch)
  const pull = story.world.pullRequest({ base: story.driver, head: branch })
  deliver('pull_request', standin.payload.pullRequest(pull, 'opened'))
  return pull
})

const endFaults = standin.fault(createFaults(random, 0.3))
const until = Date.now() + Number(values.seconds) * 1_000
let pushes = 0
let crashes = 0
let restarts = 0
while (Date.now() < until) {
  await pause(Math.floor(random() * 200))
  const pull = pick(pulls)
  if (pull === undefined) break
  story.push(pull.headBranch, pick(kindNames) ?? 'open', `push ${++pushes}`)
  deliver('pull_request', standin.payload.pullRequest(pull, 'synchronize'))
  if (random() < 0.03) {
    crashes++
    await pick(services)?.crash()
  }
  if (redis !== null && random() < 0.01) {
    restarts++
    await redis.restart()
  }
}
endFaults()
await Promise.all(deliveries)
const quietAt = Date.now()
while (tally.unfinished(pulls).length > 0 && Date.now() - quietAt < PATIENCE_MS) await pause(200)
const healedMs = Date.now() - quietAt

const result = tally.result(pulls)
console.log(`chaos: ${isShared ? 'Redis, three processes' : 'in memory, one process'}, seed ${values.seed}`)
console.table({
  'pull requests': pulls.length,
  pushes,
  'webhooks sent': sent,
  'of them lost': lost,
  requests: standin.requests.length,
  'of them faulty': standin.requests.filter(({ fault }) => fault !== undefined).length,
  'processes killed': crashes,
  'Redis restarted': restarts,
  'healed after, in seconds': healedMs / 1_000,
  'jobs that failed by a bug or Redis': services.reduce((sum, { errors }) => sum + errors.length, 0),
})
console.table({ lost: result.lost.length, doubled: result.doubled.length, wrong: result.wrong.length })
for (const each of [...result.lost, ...result.doubled, ...result.wrong].slice(0, 20)) console.log(each)

await Promise.all(services.map((service) => service.stop()))
await redis?.stop()
await standin.close()
process.exitCode = result.lost.length + result.doubled.length + result.wrong.length === 0 ? 0 : 1
