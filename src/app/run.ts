import { flushCompileCache } from 'node:module'
import process from 'node:process'
import { loadConfig } from '../config.ts'
import { loadDotEnv } from './dotenv.ts'
import { readEnvironment } from './environment.ts'
import { createLog } from './log.ts'
import { onSignals } from './signals.ts'
import { start } from './start.ts'

/** Runs the service as the environment says until a signal stops it. Ends the process where it can't start. */
export const run = async (): Promise<void> => {
  loadDotEnv()
  const environment = readEnvironment(process.env)
  if (!environment.ok) {
    for (const fault of environment.faults) console.error(fault)
    process.exit(2)
  }

  const log = createLog(environment.value)
  try {
    const service = await start(environment.value, loadConfig(), log)
    onSignals(async () => {
      log.info('stopping')
      await service.close()
      log.info('stopped')
    })
    log.info({ url: service.url }, `listening on ${service.url}`)
    // Else it is written at a good end alone, and many a process has another.
    flushCompileCache()
  } catch (error) {
    log.fatal({ err: error }, 'could not start')
    process.exit(1)
  }
}
