// What the service does in a second, beside Probot as it comes, on the same payloads and in one run:
// `npm run bench:service`, with `-- --seconds 2 --webhooks 20000` for a short one. Everything is on loopback. The stand-in's checks of
// requests and answers are off, and so is our own limit of writes (GITHUB_WRITES_PER_MINUTE=0).
import { parseArgs } from 'node:util'
import { measureBurst } from './service/burst.ts'
import { measureIntake } from './service/intake.ts'
import { measureLatency, measureStock, measureVerdicts } from './service/verdicts.ts'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '5' }, webhooks: { type: 'string', default: '100000' } },
})
const seconds = Number(values.seconds)
const webhooks = Number(values.webhooks)

const row = (measure: string, reach: string, found: string) => {
  console.log(`${measure.padEnd(62)} ${reach.padEnd(24)} ${found}`)
}
row('measure', 'reach', 'found')

const intake = await measureIntake(seconds, webhooks)
row(
  'webhooks accepted a second, beside a no-op Probot',
  '>= 1.0 x',
  `${(intake.ours / intake.probot).toFixed(2)} x (${intake.ours.toFixed(0)} and ${intake.probot.toFixed(0)})`,
)
row(
  `memory after ${webhooks} webhooks, slope over their second half`,
  'flat',
  `${intake.mib.toFixed(0)} MiB, ${intake.slopeKiB.toFixed(1)} KiB per 1,000`,
)

const verdicts = await measureVerdicts(seconds)
row(
  'verdicts a second, stand-in at 0 ms, warm',
  '>= 150',
  `${verdicts.aSecond.toFixed(0)}; ${verdicts.aProcessorSecond.toFixed(0)} a second of its own processor time`,
)

const stock = await measureStock(seconds)
row(
  '  beside check runs a second of Probot as it comes',
  '>= 100 x',
  `${(verdicts.aSecond / stock).toFixed(0)} x (${stock.toFixed(1)})`,
)

const latency = await measureLatency()
row(
  'one verdict, stand-in at 100 ms, warm',
  '<= 575 ms',
  `${latency.crossing.toFixed(0)} ms; ${latency.quiet.toFixed(0)} ms where nothing crosses`,
)

const burst = await measureBurst()
row('10,000 webhooks for 1,000 pull requests in 10 s: verdicts', '<= 2,000', String(burst.verdicts))
row('  each newest head has its verdict', '1,000', String(burst.right))
row('  answers, p99', '<= 100 ms', `${burst.p99.toFixed(0)} ms`)
row('  resident', '<= 300 MB', `${burst.residentMB.toFixed(0)} MB`)
row('start to listening', '<= 1 s', `${burst.startMs.toFixed(0)} ms`)
