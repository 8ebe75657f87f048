import { latestRuns, newestFirst, suiteState } from '../world/checks.ts'
import { commitOf } from '../world/objects.ts'
import { instant, nodeId } from '../world/sequence.ts'
import type { Annotation, App, CheckRun, CheckSuite, Repository } from '../world/types.ts'
import { pullsOfCommit } from '../shapes/pull.ts'
import { encodePath, repositoryHtml } from '../shapes/urls.ts'
import { accountFields } from './accounts.ts'
import { connection, type Page } from './connection.ts'
import type { Context, Fields } from './context.ts'
import { commitFields, refFields } from './objects.ts'
import { pullFields } from './pulls.ts'
import { repositoryFields } from './repository.ts'

export type SuiteFilter = { appId?: number | null; checkName?: string | null }

type RunFilter = {
  appId?: number | null
  checkName?: string | null
  checkType?: 'ALL' | 'LATEST' | null
  status?: string | null
  statuses?: string[]
  conclusions?: string[]
}

const upper = (text: string | null): string | null => text?.toUpperCase() ?? null

const appFields = (context: Context, app: App): Fields => ({
  __typename: 'App',
  id: nodeId('A', app.id),
  databaseId: app.id,
  clientId: app.clientId,
  name: app.name,
  slug: app.slug,
  description: '',
  url: `${context.urls.html}/apps/${app.slug}`,
})

const annotationFields = (context: Context, run: CheckRun, annotation: Annotation): Fields => {
  const { repository, headSha } = run.suite
  const position = (line: number, column: number | undefined): Fields => ({
    __typename: 'CheckAnnotationPosition',
    line,
    column: column ?? null,
  })
  return {
    __typename: 'CheckAnnotation',
    annotationLevel: upper(annotation.annotation_level),
    blobUrl: `${repositoryHtml(context.urls, repository)}/blob/${headSha}/${encodePath(annotation.path)}`,
    location: {
      __typename: 'CheckAnnotationSpan',
      start: position(annotation.start_line, annotation.start_column),
      end: position(annotation.end_line, annotation.end_column),
    },
    message: annotation.message,
    path: annotation.path,
    rawDetails: annotation.raw_details ?? null,
    title: annotation.title ?? null,
  }
}

const runFields = (context: Context, run: CheckRun): Fields => {
  const { repository } = run.suite
  const url = `${repositoryHtml(context.urls, repository)}/runs/${run.id}`
  return {
    __typename: 'CheckRun',
    id: nodeId('CR', run.id),
    databaseId: run.id,
    name: run.name,
    externalId: run.externalId,
    status: upper(run.status),
    conclusion: upper(run.conclusion),
    title: run.output.title,
    summary: run.output.summary,
    text: run.output.text,
    startedAt: instant(run.startedAt),
    completedAt: run.completedAt ? instant(run.completedAt) : null,
    detailsUrl: run.detailsUrl ?? url,
    url,
    permalink: url,
    resourcePath: `/${repository.fullName}/runs/${run.id}`,
    checkSuite: () => suiteFields(context, run.suite),
    repository: () => repositoryFields(context, repository),
    annotations: (page: Page) =>
      connection('CheckAnnotation', run.annotations, page, (annotation) => annotationFields(context, run, annotation)),
  }
}

const filteredRuns = (suite: CheckSuite, filter: RunFilter): CheckRun[] => {
  const { appId, checkName, checkType, status, statuses, conclusions } = filter
  const runs = checkType === 'ALL' ? newestFirst(suite.runs) : latestRuns(suite.runs)
  return runs.filter(
    (run) =>
      (appId ?? suite.app.id) === suite.app.id &&
      (checkName ?? run.name) === run.name &&
      (status ?? upper(run.status)) === upper(run.status) &&
      (!statuses || statuses.includes(upper(run.status) ?? '')) &&
      (!conclusions || conclusions.includes(upper(run.conclusion) ?? '')),
  )
}

const suiteFields = (context: Context, suite: CheckSuite): Fields => {
  const { repository } = suite
  const { status, conclusion } = suiteState(suite)
  const path = `/${repository.fullName}/commit/${suite.headSha}/checks?check_suite_id=${suite.id}`
  return {
    __typename: 'CheckSuite',
    id: nodeId('CS', suite.id),
    databaseId: suite.id,
    app: appFields(context, suite.app),
    creator: () => accountFields(context, suite.app.owner),
    status: upper(status),
    conclusion: upper(conclusion),
    createdAt: instant(suite.createdAt),
    updatedAt: instant(suite.createdAt),
    url: `${context.urls.html}${path}`,
    resourcePath: path,
    repository: () => repositoryFields(context, repository),
    commit: () => commitFields({ context, repository }, commitOf(repository.store, suite.headSha)),
    branch: () => {
      const ref = `refs/heads/${suite.headBranch ?? ''}`
      const sha = repository.refs.get(ref)
      return sha === undefined ? null : refFields({ context, repository }, ref, sha)
    },
    checkRuns: (page: Page & { filterBy?: RunFilter | null }) =>
      connection('CheckRun', filteredRuns(suite, page.filterBy ?? {}), page, (run) => runFields(context, run)),
    matchingPullRequests: (page: Page) =>
      connection('PullRequest', pullsOfCommit(repository, suite.headSha), page, (pull) => pullFields(context, pull)),
    workflowRun: null,
    push: null,
  }
}

/** The check suites of a commit. */
export const checkSuites = (
  context: Context,
  repository: Repository,
  sha: string,
  page: Page & { filterBy?: SuiteFilter | null },
): unknown => {
  const { appId, checkName } = page.filterBy ?? {}
  const found = repository.checkSuites.filter(
    (suite) =>
      suite.headSha === sha &&
      (appId ?? suite.app.id) === suite.app.id &&
      (checkName === undefined || checkName === null || suite.runs.some(({ name }) => name === checkName)),
  )
  return connection('CheckSuite', found, page, (suite) => suiteFields(context, suite))
}
