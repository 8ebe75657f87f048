// Puts the service under fire, and holds what it wrote against what a quiet run would have: late, lost, doubled,
// wrong. Everything is on loopback, and it stops by itself.
//
//   node bench/chaos/main.ts [--mode memory|redis] [--pulls 40] [--seconds 30] [--seed 1] [--log FILE]
import { createWriteStream } from 'node:fs'
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
    log: { type: 'string' },
  },
})
const isShared = values.mode === 'redis'
if (isShared && redisBinary() === null) {
  console.log('Skipped: chaos on Redis needs redis-server')
  process.exit(0)
}
/** One query for fifty pull requests: a sweep must not be all that is done. */
const SWEEP_MS = Math.max(5_000, Number(values.pulls) * 20)
/** What a sweep takes itself, and each verdict that is still to be made then. */
const SWEEPING_MS = 5_000
const JUDGING_MS = 50
/** Only on Redis: how long what a killed process had begun counts as its own. */
const TAKEN_MS = 14_000
/** Longer than it may take, to tell what is late from what is lost. */
const PATIENCE_MS = 60_000 + 5 * SWEEP_MS
const random = createRandom(Number(values.seed))
const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)]

const story = createStory()
const standin = await startStandin({ world: story.world, validate: false, limits: { core: 1e9, graphql: 1e9 } })
const redis = isShared ? await startRedis() : null
const tally = createTally(story)
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
const log = values.log === undefined ? null : createWriteStream(values.log)
const services = await Promise.all(
  Array.from({ length: isShared ? 3 : 1 }, () => startProcess(environment, undefined, log)),
)

const branches = Array.from({ length: Number(values.pulls) }, (_, at) => `change-${at}`)
const kindNames = Object.keys(KINDS) as Kind[]
let sent = 0
let lost = 0
const deliveries: Promise<unknown>[] = []
/** Delivers as GitHub might on a bad day: not at all, twice, or late. */
const deliver = (event: string, payload: ReturnType<typeof standin.payload.pullRequest>): void => {
  const once = async () => {
    await pause(Math.floor(random() * 500))
    const service = pick(services)
    const isLost = (service?.url() ?? null) === null || random() < 0.1
    if (isLost) lost++
    sent++
    await standin.deliver({
      event,
      payload,
      url: `${service?.address ?? standin.url}/api/github/webhooks`,
      lost: isLost,
    })
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

const faults = createFaults(random, 0.3)
const endFaults = standin.fault(faults.predicate)
const until = Date.now() + Number(values.seconds) * 1_000
let pushes = 0
let crashes = 0
let restarts = 0
let crashedAt = 0
let requests = 0
let faulty = 0
/** Counts requests and lets go of them: a long run makes hundreds of thousands. */
const countRequests = (): void => {
  const made = standin.requests.splice(0)
  requests += made.length
  faulty += made.filter(({ fault }) => fault !== undefined).length
}
while (Date.now() < until) {
  await pause(Math.floor(random() * 200))
  countRequests()
  const pull = pick(pulls)
  if (pull === undefined) break
  story.push(pull.headBranch, pick(kindNames) ?? 'open', `push ${++pushes}`)
  deliver('pull_request', standin.payload.pullRequest(pull, 'synchronize'))
  if (random() < 0.03) {
    crashes++
    crashedAt = Date.now()
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
const unfinished = tally.unfinished(pulls).length
/** What the last faults still hold up begins with the first sweep after them. */
const heldMs = Math.max(0, faults.heldUntil() - quietAt, isShared ? crashedAt + TAKEN_MS - quietAt : 0)
const oneSweepMs = heldMs + SWEEP_MS + SWEEPING_MS + JUDGING_MS * unfinished
while (tally.unfinished(pulls).length > 0 && Date.now() - quietAt < oneSweepMs) await pause(200)
const late = tally.unfinished(pulls).map(({ number }) => `#${number} was late`)
while (tally.unfinished(pulls).length > 0 && Date.now() - quietAt < oneSweepMs + PATIENCE_MS) await pause(200)
const healedMs = Date.now() - quietAt
countRequests()

const result = tally.result(pulls)
console.log(`chaos: ${isShared ? 'Redis, three processes' : 'in memory, one process'}, seed ${values.seed}`)
console.table({
  'pull requests': pulls.length,
  pushes,
  'webhooks sent': sent,
  'of them lost': lost,
  requests,
  'of them faulty': faulty,
  'processes killed': crashes,
  'Redis restarted': restarts,
  'without a verdict when the faults end': unfinished,
  'seconds that the last hang, limit or crash lasts on': heldMs / 1_000,
  'seconds between sweeps': SWEEP_MS / 1_000,
  'seconds that all this and one sweep may take': oneSweepMs / 1_000,
  'seconds until all is healed': healedMs / 1_000,
  'jobs that failed by a bug or Redis': services.reduce((sum, { errors }) => sum + errors.length, 0),
})
const found = { late, ...result }
console.table(Object.fromEntries(Object.entries(found).map(([name, each]) => [name, each.length])))
const all = Object.values(found).flat()
for (const each of all.slice(0, 20)) console.log(each)

await Promise.all(services.map((service) => service.stop()))
await redis?.stop()
await standin.close()
log?.end()
process.exitCode = all.length === 0 ? 0 : 1
