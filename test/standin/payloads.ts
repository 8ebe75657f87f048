import { createRequire } from 'node:module'
import type { Json } from './description.ts'
import { accountShape, organizationShape } from './shapes/account.ts'
import { installationShape } from './shapes/app.ts'
import { checkRunShape, checkSuiteShape } from './shapes/checks.ts'
import { pullShape, reviewShape } from './shapes/pull.ts'
import { repositoryShape } from './shapes/repository.ts'
import { repositoryHtml, type Urls } from './shapes/urls.ts'
import { commitsBetween } from './world/history.ts'
import { commitOf, type Commit } from './world/objects.ts'
import { instant, nodeId } from './world/sequence.ts'
import type { CheckRun, CheckSuite, Installation, MergeGroup, PullRequest, Repository } from './world/types.ts'
import type { World } from './world/world.ts'

/** Makes payloads out of the official examples, pointed at this world. */
export type Payloads = {
  pullRequest(pull: PullRequest, action: string, more?: Json): Json
  pullRequestReview(pull: PullRequest, action: string, more?: Json): Json
  checkRun(run: CheckRun, action: string, more?: Json): Json
  checkSuite(suite: CheckSuite, action: string, more?: Json): Json
  mergeGroup(group: MergeGroup, action: 'checks_requested' | 'destroyed', more?: Json): Json
  push(repository: Repository, branch: string, before: string, more?: Json): Json
  installation(installation: Installation, action: string, more?: Json): Json
  installationRepositories(
    installation: Installation,
    changes: { added?: Repository[]; removed?: Repository[] },
    more?: Json,
  ): Json
}

type Example = { name: string; examples: Json[] }

let loaded: Example[] | undefined

/** The richest official example of an event and an action, else of the event. */
export const exampleOf = (event: string, action?: string): Json => {
  loaded ??= createRequire(import.meta.url)('@octokit/webhooks-examples') as Example[]
  const examples = loaded.find(({ name }) => name === event)?.examples ?? []
  const fitting = examples.filter((example) => example['action'] === action)
  const richest = [...(fitting.length > 0 ? fitting : examples)].sort(
    (a, b) => Object.keys(b).length - Object.keys(a).length,
  )[0]
  if (!richest) throw new Error(`There is no official example of ${event}`)
  return structuredClone(richest)
}

const without = (object: Json, ...names: string[]): Json =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))

const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})

// What examples tell of one action alone, and another mustn't repeat.
const ofOneAction = [
  'assignee',
  'label',
  'requested_reviewer',
  'requested_team',
  'changes',
  'before',
  'after',
  'requested_action',
]

export const createPayloads = (world: World, urls: Urls): Payloads => {
  const start = (event: string, action: string | undefined): Json => {
    const example = exampleOf(event, action)
    if (example['action'] !== action) for (const name of ofOneAction) Reflect.deleteProperty(example, name)
    return action === undefined ? example : { ...example, action }
  }

  /** What every payload of a repository ends with. */
  const surroundings = (repository: Repository, example: Json): Json => {
    const installation = world.installationOf(repository)
    return {
      ...without(example, 'organization', 'installation'),
      repository: { ...record(example['repository']), ...repositoryShape(urls, repository) },
      ...(repository.owner.type === 'Organization'
        ? {
            organization: organizationShape(urls, repository.owner),
          }
        : {}),
      ...(installation ? { installation: { id: installation.id, node_id: nodeId('I', installation.id) } } : {}),
      sender: accountShape(urls, world.user('octocat')),
    }
  }

  const simpleCommit = (repository: Repository, commit: Commit): Json => ({
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: instant(commit.committer.date),
    url: `${repositoryHtml(urls, repository)}/commit/${commit.sha}`,
    author: { name: commit.author.name, email: commit.author.email },
    committer: { name: commit.committer.name, email: commit.committer.email },
    added: [],
    removed: [],
    modified: [],
  })

  const installed = (installation: Installation): Json => installationShape(urls, world.app, installation)

  const listed = (repositories: Repository[]): Json[] =>
    repositories.map(({ id, name, fullName, private: hidden }) => ({
      id,
      node_id: nodeId('R', id),
      name,
      full_name: fullName,
      private: hidden,
    }))

  return {
    pullRequest(pull, action, more = {}) {
      const example = start('pull_request', action)
      return {
        ...surroundings(pull.repository, example),
        number: pull.number,
        pull_request: { ...record(example['pull_request']), ...pullShape(urls, pull) },
        ...(action === 'synchronize'
          ? { before: commitOf(pull.repository.store, pull.headSha).parents[0] ?? pull.baseSha, after: pull.headSha }
          : {}),
        sender: accountShape(urls, pull.author),
        ...more,
      }
    },
    pullRequestReview(pull, action, more = {}) {
      const example = start('pull_request_review', action)
      const review = pull.reviews.at(-1)
      return {
        ...surroundings(pull.repository, example),
        pull_request: { ...record(example['pull_request']), ...pullShape(urls, pull) },
        ...(review
          ? {
              review: {
                ...record(example['review']),
                ...reviewShape(urls, pull, review),
                // Here, and nowhere else, in small letters.
                state: review.state.toLowerCase(),
              },
            }
          : {}),
        ...more,
      }
    },
    checkRun(run, action, more = {}) {
      const example = start('check_run', action)
      const shape = checkRunShape(urls, run)
      const suite = without(checkSuiteShape(urls, run.suite), 'repository', 'head_commit')
      return {
        ...surroundings(run.suite.repository, example),
        check_run: { ...record(example['check_run']), ...shape, check_suite: suite },
        ...more,
      }
    },
    checkSuite(suite, action, more = {}) {
      const example = start('check_suite', action)
      const shape = without(checkSuiteShape(urls, suite), 'repository')
      return {
        ...surroundings(suite.repository, example),
        check_suite: { ...record(example['check_suite']), ...shape },
        ...more,
      }
    },
    mergeGroup(group, action, more = {}) {
      const example = start('merge_group', 'checks_requested')
      const head = commitOf(group.repository.store, group.headSha)
      const commit = simpleCommit(group.repository, head)
      return {
        ...surroundings(group.repository, example),
        action,
        ...(action === 'destroyed' ? { reason: 'merged' } : {}),
        merge_group: {
          head_sha: group.headSha,
          head_ref: group.headRef,
          base_sha: group.baseSha,
          base_ref: group.baseRef,
          head_commit: without(commit, 'url', 'distinct', 'added', 'removed', 'modified'),
        },
        ...more,
      }
    },
    push(repository, branch, before, more = {}) {
      const after = repository.refs.get(`refs/heads/${branch}`) ?? before
      const commits = commitsBetween(repository.store, before, after).map((commit) => simpleCommit(repository, commit))
      return {
        ...surroundings(repository, start('push', undefined)),
        ref: `refs/heads/${branch}`,
        before,
        after,
        created: false,
        deleted: false,
        forced: false,
        base_ref: null,
        compare: `${repositoryHtml(urls, repository)}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
        commits,
        head_commit: commits.at(-1) ?? null,
        // Only here a repository's organisation is a name, and dates are numbers.
        repository: {
          ...repositoryShape(urls, repository),
          ...(repository.owner.type === 'Organization' ? { organization: repository.owner.login } : {}),
          created_at: Math.floor(repository.createdAt.getTime() / 1_000),
          pushed_at: Math.floor(repository.pushedAt.getTime() / 1_000),
          master_branch: repository.defaultBranch,
          stargazers: 0,
        },
        pusher: { name: 'octocat', email: 'octocat@example.com' },
        ...more,
      }
    },
    installation(installation, action, more = {}) {
      const covered = world.repositories.filter((one) => world.installationOf(one) === installation)
      return {
        ...start('installation', action),
        installation: installed(installation),
        repositories: listed(covered),
        requester: null,
        sender: accountShape(urls, installation.account),
        ...more,
      }
    },
    installationRepositories(installation, { added = [], removed = [] }, more = {}) {
      return {
        ...start('installation_repositories', added.length > 0 ? 'added' : 'removed'),
        installation: installed(installation),
        repository_selection: installation.repositories === 'all' ? 'all' : 'selected',
        repositories_added: listed(added),
        repositories_removed: listed(removed),
        requester: null,
        sender: accountShape(urls, installation.account),
        ...more,
      }
    },
  }
}
