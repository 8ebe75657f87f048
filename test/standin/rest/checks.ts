import { refuse } from '../refusal.ts'
import { annotationShape, checkRunShape, checkSuiteShape } from '../shapes/checks.ts'
import { applyWrite, checkSuiteOf, createCheckRun, latestRuns, newestFirst } from '../world/checks.ts'
import type { CheckRun, CheckSuite, Repository } from '../world/types.ts'
import { commitOr422, ok, paged, param, type Answer, type Call, type RepositoryHandler } from './call.ts'

const ownRun = (call: Call, repository: Repository): CheckRun =>
  repository.checkSuites.flatMap(({ runs }) => runs).find(({ id }) => id === Number(param(call, 'check_run_id'))) ??
  refuse(404, 'Not Found')

const ownSuite = (call: Call, repository: Repository): CheckSuite =>
  repository.checkSuites.find(({ id }) => id === Number(param(call, 'check_suite_id'))) ?? refuse(404, 'Not Found')

const listRuns = (call: Call, repository: Repository, suites: CheckSuite[]): Answer => {
  const name = call.query.get('check_name')
  const status = call.query.get('status')
  const appId = call.query.get('app_id')
  const all = suites.filter(({ app }) => appId === null || app.id === Number(appId)).flatMap(({ runs }) => runs)
  const shown = call.query.get('filter') === 'all' ? newestFirst(all) : latestRuns(all)
  const found = shown.filter(
    (run) => (name === null || run.name === name) && (status === null || run.status === status),
  )
  const page = paged(call, found, { repository })
  return ok(
    { total_count: found.length, check_runs: page.items.map((run) => checkRunShape(call.urls, run)) },
    page.headers,
  )
}

const suitesAt = (repository: Repository, sha: string): CheckSuite[] =>
  repository.checkSuites.filter(({ headSha }) => headSha === sha)

const create: RepositoryHandler = (call, repository) => {
  const sha = String(call.body['head_sha'])
  if (repository.store.get(sha)?.type !== 'commit') refuse(422, `No commit found for SHA: ${sha}`)
  const suite = checkSuiteOf(call.world.sequence, repository, call.world.app, sha)
  const run = createCheckRun(call.world.sequence, suite, { ...call.body, name: String(call.body['name']) })
  call.world.events.emit('checkRun', run)
  const body = checkRunShape(call.urls, run)
  return { status: 201, body, headers: { location: String(body['url']) } }
}

const update: RepositoryHandler = (call, repository) => {
  const run = ownRun(call, repository)
  const { app } = run.suite
  if (app.id !== call.world.app.id)
    refuse(403, `Invalid app_id \`${app.id}\` - check run can only be modified by the GitHub App that created it.`)
  applyWrite(call.world.sequence, run, 'PATCH', call.body)
  call.world.events.emit('checkRun', run)
  return ok(checkRunShape(call.urls, run))
}

export const checkHandlers = {
  'checks/create': create,
  'checks/update': update,
  'checks/get': (call, repository) => ok(checkRunShape(call.urls, ownRun(call, repository))),
  'checks/list-annotations': (call, repository) => {
    const run = ownRun(call, repository)
    const page = paged(call, run.annotations, { repository })
    return ok(
      page.items.map((annotation) => annotationShape(call.urls, run, annotation)),
      page.headers,
    )
  },
  'checks/list-for-ref': (call, repository) => {
    const { sha } = commitOr422(repository, param(call, 'ref'))
    return listRuns(call, repository, suitesAt(repository, sha))
  },
  'checks/list-suites-for-ref': (call, repository) => {
    const { sha } = commitOr422(repository, param(call, 'ref'))
    const appId = call.query.get('app_id')
    const found = suitesAt(repository, sha).filter(({ app }) => appId === null || app.id === Number(appId))
    const page = paged(call, found, { repository })
    return ok(
      { total_count: found.length, check_suites: page.items.map((suite) => checkSuiteShape(call.urls, suite)) },
      page.headers,
    )
  },
  'checks/get-suite': (call, repository) => ok(checkSuiteShape(call.urls, ownSuite(call, repository))),
  'checks/list-for-suite': (call, repository) => listRuns(call, repository, [ownSuite(call, repository)]),
} satisfies Record<string, RepositoryHandler>
