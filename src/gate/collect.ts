import type { Case, ComponentFacts, TextFile } from '../core/case.ts'
import type { Change } from '../core/change/change.ts'
import { manifestCandidates } from '../core/change/drivers.ts'
import { bearsOnTheLine } from '../core/change/kind.ts'
import { declaredComponents } from '../core/components.ts'
import type { Config } from '../core/config.ts'
import { evaluate } from '../core/verdict/evaluate.ts'
import {
  COMPARE_FILES_LIMIT,
  compareCommits,
  listPullFiles,
  type ListedFile,
  PULL_FILES_LIMIT,
} from '../forges/github/changed-files.ts'
import type { Answer, GitHubClient } from '../forges/github/client.ts'
import { completeChange } from '../forges/github/complete-change.ts'
import { describe } from '../forges/github/describe.ts'
import { type PullSituation, readMergeGroup, readPull, type Situation } from '../forges/github/situation.ts'
import type { JobRepository } from './job.ts'

/** What collecting may use of the world. */
export type World = {
  /** Reads and writes the driver repository, and reads its organisation's floor. */
  readonly own: GitHubClient
  /** Minted for the driver repository alone: what components are read with. */
  readonly components: GitHubClient
  readonly anonymous: GitHubClient
  readonly appId: number
  /** Web address that GitHub's repository URLs begin with, such as `https://github.com`. */
  readonly origin: string
  readonly config: Config
  readonly requireFloor: boolean
  /** Epoch milliseconds. */
  readonly now: () => number
}

export type Collected<S extends Situation> = { readonly case: Case; readonly situation: S }

/** Paths asked for in one query; a change below more directories than that takes further ones. */
const MANIFESTS_A_QUERY = 300

/** `null`: the pull request is gone or closed. */
export const collectPull = async (
  world: World,
  repository: JobRepository,
  number: number,
): Promise<Answer<Collected<PullSituation> | null>> => {
  const listed = await listPullFiles(world.own, repository, number)
  if (!listed.ok) return listed.failure.kind === 'missing' ? { ok: true, value: null } : listed
  const situation = await readWithManifests(listed.value, (manifestPaths) =>
    readPull({ ...world, client: world.own, repository, manifestPaths }, number),
  )
  if (!situation.ok) return situation
  if (situation.value?.open !== true) return { ok: true, value: null }
  if (listed.value.some((file) => file.head !== null && file.head !== situation.value?.head)) return headMoved
  const complete = listed.value.length < PULL_FILES_LIMIT && listed.value.length >= situation.value.changedFiles
  return makeCase(world, repository, situation.value, listed.value, complete)
}

/** `null`: the merge group is gone. */
export const collectMergeGroup = async (
  world: World,
  repository: JobRepository,
  group: { readonly head: string; readonly base: string },
): Promise<Answer<Collected<Situation> | null>> => {
  const compared = await compareCommits(world.own, repository, group.base, group.head)
  if (!compared.ok) return compared.failure.kind === 'missing' ? { ok: true, value: null } : compared
  const { files } = compared.value
  const situation = await readWithManifests(files, (manifestPaths) =>
    readMergeGroup({ ...world, client: world.own, repository, manifestPaths }, group),
  )
  if (!situation.ok) return situation
  if (situation.value === null) return { ok: true, value: null }
  return makeCase(world, repository, situation.value, files, files.length < COMPARE_FILES_LIMIT)
}

const readWithManifests = async <S extends Situation>(
  listed: readonly ListedFile[],
  read: (manifestPaths: readonly string[]) => Promise<Answer<S | null>>,
): Promise<Answer<S | null>> => {
  const candidates = manifestCandidates(listed.map((file) => file.path))
  const manifests: TextFile[] = []
  for (let from = 0; ; from += MANIFESTS_A_QUERY) {
    const situation = await read(candidates.slice(from, from + MANIFESTS_A_QUERY))
    if (!situation.ok || situation.value === null) return situation
    manifests.push(...situation.value.manifests)
    if (from + MANIFESTS_A_QUERY >= candidates.length) return { ok: true, value: { ...situation.value, manifests } }
  }
}

const makeCase = async <S extends Situation>(
  world: World,
  repository: JobRepository,
  situation: S,
  listed: readonly ListedFile[],
  complete: boolean,
): Promise<Answer<Collected<S>>> => {
  const { head, base } = situation
  const change = await completeChange(world.own, repository, listed, { base, head, complete }, bearsOnTheLine)
  if (!change.ok) return change
  const undescribed = caseOf(world, situation, change.value, [])
  // Most changes cross nothing, and then nobody needs to know what the components are like.
  const needed = evaluate(undescribed, world.config).crosses
  const components = needed
    ? await describe(
        world.components,
        world.anonymous,
        world.origin,
        declaredComponents(situation.manifests, world.config),
      )
    : []
  return { ok: true, value: { situation, case: { ...undescribed, components } } }
}

const caseOf = (world: World, situation: Situation, change: Change, components: readonly ComponentFacts[]): Case => ({
  subject: {
    repository: situation.repository,
    base: situation.base,
    head: situation.head,
    public: situation.public,
  },
  change,
  manifests: situation.manifests,
  policy: situation.policy,
  floor: situation.floor,
  requireFloor: world.requireFloor,
  components,
  today: new Date(world.now()).toISOString().slice(0, 10),
})

const headMoved = {
  ok: false,
  failure: {
    kind: 'unknown',
    why: { cause: 'changing', detail: 'the pull request changed while it was read', retryAt: null },
    status: 200,
  },
} as const
