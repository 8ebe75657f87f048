import { startStandin } from '../../test/standin/index.ts'
import type { CheckRun } from '../../test/standin/world/types.ts'
import { startProcess } from '../chaos/process.ts'
import { createStory } from '../chaos/story.ts'

/** The service in a process of its own, and a stand-in with so many open pull requests that cross the line. */
export const createSetting = async (pulls: number, latencyMs = 0) => {
  const story = createStory()
  const { world, driver } = story
  const opened = Array.from({ length: pulls }, (_, at) => {
    story.push(`change-${at}`, 'open', String(at))
    return world.pullRequest({ base: driver, head: `change-${at}` })
  })
  const standin = await startStandin({ world, latencyMs, validate: false, limits: { core: 1e9, graphql: 1e9 } })
  const begun = performance.now()
  const service = await startProcess({
    APP_ID: String(world.app.id),
    PRIVATE_KEY: world.app.privateKey,
    WEBHOOK_SECRET: world.app.webhookSecret,
    GITHUB_API_URL: standin.url,
    GITHUB_WRITES_PER_MINUTE: '0',
    // The sweep at start would judge them before the webhooks do.
    SWEEP_INTERVAL: '24h',
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'info',
    LOG_FORMAT: 'json',
  })
  const startMs = performance.now() - begun
  const isJudged = (sha: string) => standin.checkRuns(driver, sha).at(-1)?.status === 'completed'
  /** Resolves once each of these commits has its verdict. */
  const judged = (shas: readonly string[]): Promise<void> => {
    const missing = new Set(shas.filter((sha) => !isJudged(sha)))
    const { promise, resolve } = Promise.withResolvers<void>()
    const hear = (run: CheckRun): void => {
      if (run.status === 'completed') missing.delete(run.suite.headSha)
      if (missing.size > 0) return
      world.events.off('checkRun', hear)
      resolve()
    }
    if (missing.size === 0) resolve()
    else world.events.on('checkRun', hear)
    return promise
  }
  const close = async () => {
    await service.stop()
    await standin.close()
  }
  return { story, standin, service, pulls: opened, startMs, judged, close }
}
