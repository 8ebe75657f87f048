import { z } from 'zod'
import type { TextFile, TextRead } from '../../core/case.ts'
import { isKernelTree, KERNEL_TREE_FILES } from '../../core/change/kernel-tree.ts'
import { FLOOR_REPOSITORY, POLICY_FILE } from '../../core/policy/policy.ts'
import type { RepositoryUrl } from '../../core/repository-url.ts'
import type { RepositoryName } from './blobs.ts'
import { type Answer, type GitHubClient, graphql, type GraphqlError } from './client.ts'
import { failureBeside } from './failure-beside.ts'
import { CHECK_NAME, type OurRun, Runs, RUNS_SELECTION, runsOf } from './runs.ts'

/** What one query tells of the driver repository around a commit that is to be judged. */
export type Situation = {
  readonly repository: RepositoryUrl
  readonly public: boolean
  /** 40 hex that is judged. */
  readonly head: string
  /** Where policy is read: the base branch's tip as it is now, or a merge group's base. */
  readonly base: string
  /** Whether the base is a kernel tree. */
  readonly kernelTree: boolean
  readonly policy: TextRead
  readonly floor: TextRead
  /** Those of the asked-for manifests that exist at the head. */
  readonly manifests: readonly TextFile[]
  readonly runs: readonly OurRun[]
  /** The most lately updated open pull requests with their heads. */
  readonly openPulls: readonly { readonly number: number; readonly head: string }[]
}

export type PullSituation = Situation & {
  readonly number: number
  readonly open: boolean
  readonly baseBranch: string
  readonly headBranch: string
  /** null where the fork is gone. */
  readonly headRepository: RepositoryUrl | null
  readonly changedFiles: number
  /** Messages of its first 100 commits. */
  readonly messages: readonly string[]
}

type Asking = {
  readonly client: GitHubClient
  readonly repository: RepositoryName
  readonly appId: number
  /** Web address that repository URLs begin with. */
  readonly origin: string
  readonly manifestPaths: readonly string[]
}

/** Reads pull request, policy, floor and manifests in one query. `null`: the pull request or repository is gone. */
export const readPull = async (asking: Asking, number: number): Promise<Answer<PullSituation | null>> => {
  const manifests = manifestFields(asking.manifestPaths)
  const query = `query Pull($owner: String!, $name: String!, $number: Int!, ${COMMON_VARIABLES}${manifests.declared}) {
    repository(owner: $owner, name: $name) {
      nameWithOwner visibility
      pullRequest(number: $number) {
        number state headRefOid headRefName baseRefName changedFiles
        headRepository { nameWithOwner }
        baseRef { target { oid ... on Commit { policy: file(path: $policy) { ...Text } ${ROOT_FILES} } } }
        messages: commits(first: 100) { nodes { commit { message } } }
        commits(last: 1) { nodes { commit { oid ${manifests.selected} ${RUNS_SELECTION} } } }
      }
      ${OPEN_PULLS}
    }
    ${FLOOR}
  } ${TEXT}`
  const variables = { ...common(asking), ...manifests.variables, number }
  const answer = await graphql(asking.client, query, variables, PullAnswer)
  if (!answer.ok) return answer
  const { data, errors } = answer.value
  const failed = failureBeside(errors)
  if (failed !== null) return failed
  const pull = data.repository?.pullRequest
  if (!data.repository || !pull) return { ok: true, value: null }

  const newest = pull.commits.nodes?.[0]?.commit
  const head = newest?.oid === pull.headRefOid ? ok(newest) : await readHead(asking, pull.headRefOid)
  if (!head.ok) return head
  const commit = head.value
  const base = pull.baseRef?.target
  if (commit === null || !base) return { ok: false, failure: changing }
  const at = (nameWithOwner: string): RepositoryUrl => `${asking.origin}/${nameWithOwner}` as RepositoryUrl
  return {
    ok: true,
    value: {
      repository: at(data.repository.nameWithOwner),
      public: data.repository.visibility === 'PUBLIC',
      number: pull.number,
      open: pull.state === 'OPEN',
      head: pull.headRefOid,
      headBranch: pull.headRefName,
      headRepository: pull.headRepository === null ? null : at(pull.headRepository.nameWithOwner),
      base: base.oid,
      baseBranch: pull.baseRefName,
      changedFiles: pull.changedFiles,
      messages: (pull.messages.nodes ?? []).flatMap((node) => (node === null ? [] : [node.commit.message])),
      kernelTree: isKernelTree(rootFilesOf(base)),
      policy: textRead(POLICY_FILE, base.policy ?? null, base.oid),
      floor: floorRead(data.floor, errors),
      manifests: manifestsOf(asking.manifestPaths, commit),
      runs: runsOf(commit),
      openPulls: openPullsOf(data.repository.pullRequests),
    },
  }
}

/** The head by its id: a pull request's commits are in the order of their dates, which anyone can set. */
const readHead = async (asking: Asking, head: string): Promise<Answer<HeadCommit | null>> => {
  const manifests = manifestFields(asking.manifestPaths)
  const query = `query Head($owner: String!, $name: String!, $head: GitObjectID!, $app: Int!, $check: String!${manifests.declared}) {
    repository(owner: $owner, name: $name) {
      head: object(oid: $head) { ... on Commit { oid ${manifests.selected} ${RUNS_SELECTION} } }
    }
  } ${manifests.selected === '' ? '' : TEXT}`
  const variables = { ...asking.repository, app: asking.appId, check: CHECK_NAME, ...manifests.variables, head }
  const answer = await graphql(asking.client, query, variables, HeadAnswer)
  if (!answer.ok) return answer
  const { data, errors } = answer.value
  return failureBeside(errors) ?? ok(data.repository?.head ?? null)
}

const ok = <T>(value: T): Answer<T> => ({ ok: true, value })

/** The same for a merge group, whose policy is read at the commit that it is to be merged onto. */
export const readMergeGroup = async (
  asking: Asking,
  group: { readonly head: string; readonly base: string },
): Promise<Answer<Situation | null>> => {
  const manifests = manifestFields(asking.manifestPaths)
  const query = `query MergeGroup($owner: String!, $name: String!, $head: GitObjectID!, $base: GitObjectID!, ${COMMON_VARIABLES}${manifests.declared}) {
    repository(owner: $owner, name: $name) {
      nameWithOwner visibility
      head: object(oid: $head) { ... on Commit { oid ${manifests.selected} ${RUNS_SELECTION} } }
      base: object(oid: $base) { ... on Commit { oid policy: file(path: $policy) { ...Text } ${ROOT_FILES} } }
      ${OPEN_PULLS}
    }
    ${FLOOR}
  } ${TEXT}`
  const variables = { ...common(asking), ...manifests.variables, ...group }
  const answer = await graphql(asking.client, query, variables, GroupAnswer)
  if (!answer.ok) return answer
  const { data, errors } = answer.value
  const failed = failureBeside(errors)
  if (failed !== null) return failed
  const { repository } = data
  if (!repository?.head || !repository.base) return { ok: true, value: null }
  return {
    ok: true,
    value: {
      repository: `${asking.origin}/${repository.nameWithOwner}` as RepositoryUrl,
      public: repository.visibility === 'PUBLIC',
      head: group.head,
      base: group.base,
      kernelTree: isKernelTree(rootFilesOf(repository.base)),
      policy: textRead(POLICY_FILE, repository.base.policy, group.base),
      floor: floorRead(data.floor, errors),
      manifests: manifestsOf(asking.manifestPaths, repository.head),
      runs: runsOf(repository.head),
      openPulls: openPullsOf(repository.pullRequests),
    },
  }
}

const COMMON_VARIABLES = '$policy: String!, $floor: String!, $app: Int!, $check: String!'
const FLOOR = `floor: repository(owner: $owner, name: $floor) {
  defaultBranchRef { target { oid ... on Commit { policy: file(path: $policy) { ...Text } } } }
}`
const OPEN_PULLS = `pullRequests(states: OPEN, first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) {
  nodes { number headRefOid }
}`
const ROOT_FILES = KERNEL_TREE_FILES.map((file) => `${file}: file(path: "${file}") { type }`).join(' ')
const TEXT = 'fragment Text on TreeEntry { object { ... on Blob { text isBinary } } }'

const common = ({ repository, appId }: Asking): Record<string, unknown> => ({
  ...repository,
  policy: POLICY_FILE,
  floor: FLOOR_REPOSITORY,
  app: appId,
  check: CHECK_NAME,
})

const manifestFields = (
  paths: readonly string[],
): { declared: string; selected: string; variables: Record<string, string> } => ({
  declared: paths.map((_, at) => `, $m${at}: String!`).join(''),
  selected: paths.map((_, at) => `m${at}: file(path: $m${at}) { ...Text }`).join(' '),
  variables: Object.fromEntries(paths.map((path, at) => [`m${at}`, path])),
})

/** `object` is null for a submodule, and has no `text` for a directory. */
const Text = z.object({
  object: z.object({ text: z.string().nullish(), isBinary: z.boolean().nullish() }).nullable(),
})
type Text = z.infer<typeof Text>
const MaybeText = Text.nullable()
const PolicyCommit = z.object({ oid: z.string(), policy: Text.nullish() })
/** Files of the root stand under their own names. */
const Base = PolicyCommit.loose()
const rootFilesOf = (base: z.infer<typeof Base>): readonly string[] =>
  KERNEL_TREE_FILES.filter((file) => (base[file] ?? null) !== null)
const Floor = z.object({ defaultBranchRef: z.object({ target: PolicyCommit.nullable() }).nullable() })
type Floor = z.infer<typeof Floor>
const OpenPulls = z.object({
  nodes: z.array(z.object({ number: z.number(), headRefOid: z.string() }).nullable()).nullable(),
})
const openPullsOf = ({ nodes }: z.infer<typeof OpenPulls>): Situation['openPulls'] =>
  (nodes ?? []).flatMap((each) => (each === null ? [] : [{ number: each.number, head: each.headRefOid }]))
const HeadCommit = Runs.loose().extend({ oid: z.string() })
type HeadCommit = z.infer<typeof HeadCommit>
const PullRequest = z.object({
  number: z.number(),
  state: z.string(),
  headRefOid: z.string(),
  headRefName: z.string(),
  baseRefName: z.string(),
  changedFiles: z.number(),
  headRepository: z.object({ nameWithOwner: z.string() }).nullable(),
  baseRef: z.object({ target: Base.nullable() }).nullable(),
  messages: z.object({ nodes: z.array(z.object({ commit: z.object({ message: z.string() }) }).nullable()).nullable() }),
  commits: z.object({ nodes: z.array(z.object({ commit: HeadCommit }).nullable()).nullable() }),
})

const PullAnswer = z.object({
  repository: z
    .object({
      nameWithOwner: z.string(),
      visibility: z.string(),
      pullRequest: PullRequest.nullable(),
      pullRequests: OpenPulls,
    })
    .nullable(),
  floor: Floor.nullable(),
})
const HeadAnswer = z.object({ repository: z.object({ head: HeadCommit.nullable() }).nullable() })
const GroupAnswer = z.object({
  repository: z
    .object({
      nameWithOwner: z.string(),
      visibility: z.string(),
      head: HeadCommit.nullable(),
      base: Base.extend({ policy: Text.nullable() }).nullable(),
      pullRequests: OpenPulls,
    })
    .nullable(),
  floor: Floor.nullable(),
})

const changing = {
  kind: 'unknown',
  why: { cause: 'changing', detail: 'the pull request changed while it was read', retryAt: null },
  status: 200,
} as const

/** What isn't text can't be a manifest or policy; NUL makes the parsers say so. */
const textOf = ({ object }: Text): string => (object?.isBinary === true ? '\0' : (object?.text ?? '\0'))

const textRead = (path: string, entry: Text | null, commit: string): TextRead =>
  entry === null ? { state: 'absent', commit } : { state: 'found', path, text: textOf(entry), commit }

const floorRead = (floor: Floor | null, errors: readonly GraphqlError[]): TextRead => {
  const grave = errors.find((error) => error.path[0] === 'floor' && error.type !== 'NOT_FOUND')
  if (grave !== undefined) {
    const detail = `GitHub could not tell about the organisation's floor (${grave.type ?? 'no reason given'})`
    return { state: 'unknown', why: { cause: 'forbidden', detail, retryAt: null } }
  }
  const target = floor?.defaultBranchRef?.target
  if (!target) return { state: 'absent', commit: null }
  return textRead(POLICY_FILE, target.policy ?? null, target.oid)
}

const manifestsOf = (paths: readonly string[], commit: HeadCommit): readonly TextFile[] =>
  paths.flatMap((path, at) => {
    const entry = MaybeText.safeParse(commit[`m${at}`] ?? null)
    if (!entry.success) return [{ path, text: '\0' }]
    return entry.data === null ? [] : [{ path, text: textOf(entry.data) }]
  })
