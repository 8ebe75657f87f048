import process from 'node:process'
import { loadDotEnv } from './app/dotenv.ts'
import { readEnvironment } from './app/environment.ts'
import { createLog } from './app/log.ts'
import { onSignals } from './app/signals.ts'
import { start } from './app/start.ts'
import { loadConfig } from './config.ts'

loadDotEnv()
const environment = readEnvironment(process.env)
if (!environment.ok) {
  for (const fault of environment.faults) console.error(fault)
  process.exit(2)
}

const log = createLog(environment.value)
if (environment.value.redisUrl !== null) log.warn('REDIS_URL is not used yet: the queue is in memory')
try {
  const service = await start(environment.value, loadConfig(), log)
  onSignals(async () => {
    log.info('stopping')
    await service.close()
    log.info('stopped')
  })
  log.info({ url: service.url }, `listening on ${service.url}`)
} catch (error) {
  log.fatal({ err: error }, 'could not start')
  process.exit(1)
}
