import type { Sequence } from './sequence.ts'
import type { Annotation, App, CheckRun, CheckStatus, CheckSuite, Repository } from './types.ts'

const text = (value: unknown, otherwise: string | null): string | null =>
  typeof value === 'string' ? value : otherwise

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

/** The suite of an App on a commit, made where there is none yet. */
export const checkSuiteOf = (sequence: Sequence, repository: Repository, app: App, headSha: string): CheckSuite => {
  const found = repository.checkSuites.find((suite) => suite.app.id === app.id && suite.headSha === headSha)
  if (found) return found
  // A fork's branches aren't this repository's: its suites have no branch.
  const branch = [...repository.refs].find(([ref, sha]) => ref.startsWith('refs/heads/') && sha === headSha)?.[0]
  const suite: CheckSuite = {
    id: sequence.id('check suite'),
    app,
    repository,
    headSha,
    headBranch: branch?.slice('refs/heads/'.length) ?? null,
    createdAt: sequence.date(),
    runs: [],
  }
  repository.checkSuites.push(suite)
  return suite
}

/** Lays a create or an update, as it came over the wire, over a run. Annotations are added to those before. */
export const applyWrite = (
  sequence: Sequence,
  run: CheckRun,
  method: 'POST' | 'PATCH',
  body: Record<string, unknown>,
): void => {
  const at = sequence.date()
  run.writes.push({ at, method, body })
  run.name = text(body['name'], null) ?? run.name
  run.externalId = text(body['external_id'], null) ?? run.externalId
  run.detailsUrl = text(body['details_url'], run.detailsUrl)
  const conclusion = text(body['conclusion'], null)
  const status = (conclusion === null ? text(body['status'], null) : 'completed') as CheckStatus | null
  if (status !== null && status !== 'completed') {
    run.conclusion = null
    run.completedAt = null
  }
  run.status = status ?? run.status
  if (conclusion !== null) run.conclusion = conclusion
  if (typeof body['started_at'] === 'string') run.startedAt = new Date(body['started_at'])
  if (run.status === 'completed')
    run.completedAt =
      typeof body['completed_at'] === 'string' ? new Date(body['completed_at']) : (run.completedAt ?? at)
  if (Array.isArray(body['actions'])) run.actions = body['actions'] as CheckRun['actions']
  if (body['output'] === undefined) return
  const output = record(body['output'])
  run.output = {
    title: text(output['title'], run.output.title),
    summary: text(output['summary'], run.output.summary),
    text: text(output['text'], run.output.text),
  }
  if (Array.isArray(output['annotations'])) run.annotations.push(...(output['annotations'] as Annotation[]))
}

/** Makes a run in its suite from what came over the wire. */
export const createCheckRun = (
  sequence: Sequence,
  suite: CheckSuite,
  body: Record<string, unknown> & { name: string },
): CheckRun => {
  const run: CheckRun = {
    id: sequence.id('check run'),
    suite,
    name: body.name,
    externalId: '',
    detailsUrl: null,
    status: 'queued',
    conclusion: null,
    startedAt: sequence.date(),
    completedAt: null,
    output: { title: null, summary: null, text: null },
    annotations: [],
    actions: [],
    writes: [],
  }
  applyWrite(sequence, run, 'POST', body)
  suite.runs.push(run)
  return run
}

/** Runs as `filter=latest` shows them: of each suite and name the newest only. Newest first in any case. */
export const latestRuns = (runs: CheckRun[]): CheckRun[] => {
  const newest = new Map<string, CheckRun>()
  for (const run of runs) {
    const key = `${run.suite.id} ${run.name}`
    if ((newest.get(key)?.id ?? 0) < run.id) newest.set(key, run)
  }
  return newestFirst([...newest.values()])
}

export const newestFirst = (runs: CheckRun[]): CheckRun[] => [...runs].sort((a, b) => b.id - a.id)

/** A suite's status and conclusion, which follow from its latest runs. */
export const suiteState = (suite: CheckSuite): { status: CheckStatus; conclusion: string | null } => {
  const runs = latestRuns(suite.runs)
  if (runs.length === 0) return { status: 'queued', conclusion: null }
  if (runs.some(({ status }) => status !== 'completed')) return { status: 'in_progress', conclusion: null }
  const worst = ['failure', 'timed_out', 'action_required', 'cancelled', 'success', 'neutral', 'skipped']
  const conclusion = worst.find((one) => runs.some((run) => run.conclusion === one)) ?? null
  return { status: 'completed', conclusion }
}
