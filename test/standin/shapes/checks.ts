import type { Json } from '../description.ts'
import { suiteState } from '../world/checks.ts'
import { commitOf } from '../world/objects.ts'
import { instant, nodeId } from '../world/sequence.ts'
import type { Annotation, CheckRun, CheckSuite } from '../world/types.ts'
import { appShape } from './app.ts'
import { pullMinimalShape, pullsOfCommit } from './pull.ts'
import { repositoryShape } from './repository.ts'
import { encodePath, repositoryHtml, repositoryUrl, type Urls } from './urls.ts'

/** `check-run` */
export const checkRunShape = (urls: Urls, run: CheckRun): Json => {
  const { repository, headSha, app } = run.suite
  const url = `${repositoryUrl(urls, repository)}/check-runs/${run.id}`
  const html = `${repositoryHtml(urls, repository)}/runs/${run.id}`
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CR', run.id),
    head_sha: headSha,
    external_id: run.externalId,
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: instant(run.startedAt),
    completed_at: run.completedAt ? instant(run.completedAt) : null,
    output: {
      ...run.output,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite.id },
    app: appShape(urls, app),
    pull_requests: pullsOfCommit(repository, headSha).map((pull) => pullMinimalShape(urls, pull)),
  }
}

/** `check-suite` */
export const checkSuiteShape = (urls: Urls, suite: CheckSuite): Json => {
  const { repository, headSha } = suite
  const { status, conclusion } = suiteState(suite)
  const commit = commitOf(repository.store, headSha)
  const url = `${repositoryUrl(urls, repository)}/check-suites/${suite.id}`
  return {
    id: suite.id,
    node_id: nodeId('CS', suite.id),
    head_branch: suite.headBranch,
    head_sha: headSha,
    status,
    conclusion,
    url,
    before: commit.parents[0] ?? null,
    after: headSha,
    pull_requests: pullsOfCommit(repository, headSha).map((pull) => pullMinimalShape(urls, pull)),
    app: appShape(urls, suite.app),
    created_at: instant(suite.createdAt),
    updated_at: instant(suite.createdAt),
    rerequestable: true,
    runs_rerequestable: true,
    latest_check_runs_count: suite.runs.length,
    check_runs_url: `${url}/check-runs`,
    head_commit: {
      id: headSha,
      tree_id: commit.tree,
      message: commit.message,
      timestamp: instant(commit.committer.date),
      author: { name: commit.author.name, email: commit.author.email },
      committer: { name: commit.committer.name, email: commit.committer.email },
    },
    repository: repositoryShape(urls, repository),
  }
}

/** `check-annotation` */
export const annotationShape = (urls: Urls, run: CheckRun, annotation: Annotation): Json => {
  const { repository, headSha } = run.suite
  return {
    path: annotation.path,
    blob_href: `${repositoryHtml(urls, repository)}/blob/${headSha}/${encodePath(annotation.path)}`,
    start_line: annotation.start_line,
    start_column: annotation.start_column ?? null,
    end_line: annotation.end_line,
    end_column: annotation.end_column ?? null,
    annotation_level: annotation.annotation_level,
    title: annotation.title ?? null,
    message: annotation.message,
    raw_details: annotation.raw_details ?? null,
  }
}
