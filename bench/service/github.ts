// The stand-in as a process: open pull requests, pushes to them on request, and what became of their heads.
import process from 'node:process'
import { startStandin } from '../../test/standin/index.ts'
import type { CheckRun } from '../../test/standin/world/types.ts'
import { createStory, type Kind } from '../chaos/story.ts'

export type Ready = {
  readonly environment: Readonly<Record<'APP_ID' | 'PRIVATE_KEY' | 'WEBHOOK_SECRET' | 'GITHUB_API_URL', string>>
}
export type Ask =
  | { readonly ask: 'push'; readonly kind: Kind; readonly mark: string }
  | { readonly ask: 'judged' }
  | { readonly ask: 'tally' }
export type Answers = {
  /** Payloads of the webhooks, in the order of the pull requests. */
  readonly push: readonly unknown[]
  readonly judged: null
  /** Check runs there are, and newest heads that have the verdict which they ought to have. */
  readonly tally: { readonly runs: number; readonly right: number }
}

const [pullsAsked, latencyMs] = process.argv.slice(2).map(Number)
const story = createStory()
const { world, driver } = story
const pulls = Array.from({ length: pullsAsked ?? 0 }, (_, at) => {
  story.push(`change-${at}`, 'open', String(at))
  return world.pullRequest({ base: driver, head: `change-${at}` })
})
const standin = await startStandin({
  world,
  latencyMs: latencyMs ?? 0,
  validate: false,
  limits: { core: 1e9, graphql: 1e9 },
})

const newestRun = (sha: string) => standin.checkRuns(driver, sha).at(-1)

const allJudged = (): Promise<null> => {
  const missing = new Set(pulls.map(({ headSha }) => headSha).filter((sha) => newestRun(sha)?.status !== 'completed'))
  const { promise, resolve } = Promise.withResolvers<null>()
  const hear = (run: CheckRun): void => {
    if (run.status === 'completed') missing.delete(run.suite.headSha)
    if (missing.size > 0) return
    world.events.off('checkRun', hear)
    resolve(null)
  }
  if (missing.size === 0) resolve(null)
  else world.events.on('checkRun', hear)
  return promise
}

const answerTo = (question: Ask): Promise<Answers[Ask['ask']]> | Answers[Ask['ask']] => {
  switch (question.ask) {
    case 'push':
      for (const pull of pulls) story.push(pull.headBranch, question.kind, question.mark)
      return pulls.map((pull) => standin.payload.pullRequest(pull, 'synchronize'))
    case 'judged':
      return allJudged()
    case 'tally':
      return {
        runs: driver.checkSuites.flatMap((suite) => suite.runs).length,
        right: pulls.filter(({ headSha }) => newestRun(headSha)?.conclusion === 'success').length,
      }
  }
}

process.on('message', (question: Ask) => {
  void Promise.resolve(answerTo(question)).then((answer) => process.send?.(answer))
})
process.on('disconnect', () => process.exit())
process.send?.({
  environment: {
    APP_ID: String(world.app.id),
    PRIVATE_KEY: world.app.privateKey,
    WEBHOOK_SECRET: world.app.webhookSecret,
    GITHUB_API_URL: standin.url,
  },
} satisfies Ready)
