import type { Case, TextFile } from '../core/case.ts'
import { manifestCandidates } from '../core/change/drivers.ts'
import { bearsOnTheLine, sameKind } from '../core/change/kind.ts'
import { scopeOf } from '../core/change/scope.ts'
import type { Config } from '../core/config.ts'
import type { RepositoryUrl } from '../core/repository-url.ts'
import { manifestPlaces } from '../core/policy/headers.ts'
import { type CrossingDriver, crossingDrivers } from '../core/verdict/crossing.ts'
import { readLevels } from '../core/verdict/levels.ts'
import { stackAsked } from '../core/verdict/stack-asked.ts'
import { naming, unruledHeaders } from '../core/verdict/ruled-elsewhere.ts'
import { wantedSurroundings } from '../core/verdict/wanted.ts'
import {
  COMPARE_FILES_LIMIT,
  compareCommits,
  listPullFiles,
  type ListedFile,
  PULL_FILES_LIMIT,
} from '../forges/github/changed-files.ts'
import type { Answer, GitHubClient } from '../forges/github/client.ts'
import { completeChange, type Matters } from '../forges/github/complete-change.ts'
import { byHost } from '../forges/by-host.ts'
import type { Forge } from '../forges/forge.ts'
import type { Fetch } from '../forges/net/fetch.ts'
import { createGitHubForge } from '../forges/github/forge.ts'
import { manifestsElsewhere } from '../forges/github/manifests-elsewhere.ts'
import { type PullSituation, readMergeGroup, readPull, type Situation } from '../forges/github/situation.ts'
import type { ReadContents } from '../inspect/contents.ts'
import type { ReadLineage } from './lineage.ts'
import { readStack, type StackFacts } from './components.ts'
import type { ReadSurroundings } from './surroundings.ts'
import type { JobRepository } from './job.ts'

/** What collecting may use of the world. */
export type World = {
  /** Reads and writes the driver repository, and reads its organisation's floor. */
  readonly own: GitHubClient
  /** Minted for the driver repository alone: what components are read with. */
  readonly components: GitHubClient
  readonly anonymous: GitHubClient
  /** By host; that of the driver repository is read by the clients above. */
  readonly forges: ReadonlyMap<string, Forge>
  /** By which archives are read, whose addresses GitHub's API gives. */
  readonly fetch: Fetch
  readonly readContents: ReadContents
  readonly readLineage: ReadLineage
  readonly readSurroundings: ReadSurroundings
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
/** Of directories that are asked for one. A change below more of them is too large to be judged. */
const MOST_CANDIDATES = 3_000
/** Of those found. Reading one takes milliseconds, and whoever proposes a change can make any number. */
const MOST_MANIFESTS = 100

/** `null`: the pull request is gone or closed. */
export const collectPull = async (
  world: World,
  repository: JobRepository,
  number: number,
): Promise<Answer<Collected<PullSituation> | null>> => {
  const listed = await listPullFiles(world.own, repository, number)
  if (!listed.ok) return listed.failure.kind === 'missing' ? { ok: true, value: null } : listed
  const read = (manifestPaths: readonly string[]) =>
    readPull({ ...world, client: world.own, repository, manifestPaths }, number)
  const situation = await readWithManifests(pathsOf(listed.value), read)
  if (!situation.ok) return situation
  if (situation.value?.open !== true) return { ok: true, value: null }
  const { head, changedFiles } = situation.value
  if (listed.value.some((file) => file.head !== null && file.head !== head)) return changing
  if (listed.value.length > 0 && listed.value.every((file) => file.head === null)) {
    // Nothing in it tells which head it was made for.
    const again = await listPullFiles(world.own, repository, number)
    if (!again.ok) return again.failure.kind === 'missing' ? { ok: true, value: null } : again
    if (JSON.stringify(again.value) !== JSON.stringify(listed.value)) return changing
  }
  const complete = listed.value.length < PULL_FILES_LIMIT && listed.value.length >= changedFiles
  const { messages } = situation.value
  return makeCase(world, repository, { situation: situation.value, messages, listed: listed.value, complete, read })
}

/** `null`: the merge group is gone. */
export const collectMergeGroup = async (
  world: World,
  repository: JobRepository,
  group: { readonly head: string; readonly base: string },
): Promise<Answer<Collected<Situation> | null>> => {
  const compared = await compareCommits(world.own, repository, group.base, group.head)
  if (!compared.ok) return compared.failure.kind === 'missing' ? { ok: true, value: null } : compared
  const { files, messages } = compared.value
  const read = (manifestPaths: readonly string[]) =>
    readMergeGroup({ ...world, client: world.own, repository, manifestPaths }, group)
  const situation = await readWithManifests(pathsOf(files), read)
  if (!situation.ok) return situation
  if (situation.value === null) return { ok: true, value: null }
  const complete = files.length < COMPARE_FILES_LIMIT
  return makeCase(world, repository, { situation: situation.value, messages, listed: files, complete, read })
}

/**
 * All the manifests at the default branch's head, as nothing to compare with. `null`: there are none, or the commit is
 * gone.
 */
export const collectTip = async (
  world: World,
  repository: JobRepository,
  head: string,
): Promise<Answer<Collected<Situation> | null>> => {
  const manifests = await manifestsElsewhere(world.own, repository, head, new Set())
  if (!manifests.ok) return manifests.failure.kind === 'missing' ? { ok: true, value: null } : manifests
  if (manifests.value.length === 0) return { ok: true, value: null }
  const asking = { ...world, client: world.own, repository, manifestPaths: [] }
  const read = await readMergeGroup(asking, { head, base: head })
  if (!read.ok) return read
  if (read.value === null) return { ok: true, value: null }
  const situation = { ...read.value, manifests: manifests.value }
  const whole = caseOf(world, situation, { change: null, messages: [] }, NOTHING_FOUND)
  const undescribed = { ...whole, subject: { ...whole.subject, base: null } }
  return { ok: true, value: { situation, case: await withStack(world, repository, undescribed, head) } }
}

type Read<S> = (manifestPaths: readonly string[]) => Promise<Answer<S | null>>

const pathsOf = (files: readonly { readonly path: string }[]): string[] => files.map(({ path }) => path)

/** Reads the situation with the manifests above these files, all of them at one head. */
const readWithManifests = async <S extends Situation>(
  paths: readonly string[],
  read: Read<S>,
): Promise<Answer<S | null>> => {
  const all = manifestCandidates(paths, MOST_CANDIDATES)
  const candidates =
    all.length <= MOST_CANDIDATES ? all : manifestCandidates(paths.filter(bearsOnTheLine), MOST_CANDIDATES)
  if (candidates.length > MOST_CANDIDATES) return tooLarge('the change goes through more directories than can be read')
  const manifests: TextFile[] = []
  let head: string | null = null
  for (let from = 0; ; from += MANIFESTS_A_QUERY) {
    const situation = await read(candidates.slice(from, from + MANIFESTS_A_QUERY))
    if (!situation.ok || situation.value === null) return situation
    head ??= situation.value.head
    if (situation.value.head !== head) return changing
    manifests.push(...situation.value.manifests)
    if (manifests.length > MOST_MANIFESTS) return tooLarge(`more than ${MOST_MANIFESTS} manifests rule the change`)
    if (from + MANIFESTS_A_QUERY >= candidates.length) return { ok: true, value: { ...situation.value, manifests } }
  }
}

type Found<S> = {
  readonly situation: S
  readonly messages: readonly string[]
  readonly listed: readonly ListedFile[]
  readonly complete: boolean
  readonly read: Read<S>
}

const makeCase = async <S extends Situation>(
  world: World,
  repository: JobRepository,
  { situation: first, messages, listed, complete, read }: Found<S>,
): Promise<Answer<Collected<S> | null>> => {
  const { head, base } = first
  const change = await completeChange(world.own, repository, listed, { base, head, complete }, matters(world, first))
  if (!change.ok) return change
  const { files } = change.value
  const { policies } = readLevels(first, world.config)
  const ofHeaders = policies.flatMap(({ line }) => manifestPlaces(change.value, line.headers))
  // Those past the limit of the listing have manifests above them too, and so have the drivers of far-off headers.
  const whole =
    complete && ofHeaders.length === 0
      ? { ok: true as const, value: first }
      : await readWithManifests([...pathsOf(files), ...ofHeaders], read)
  if (!whole.ok) return whole
  if (whole.value === null) return { ok: true, value: null }
  const situation = whole.value
  if (situation.head !== head || situation.base !== base) return changing
  const collected = { change: change.value, messages }
  const near = caseOf(world, situation, collected, NOTHING_FOUND)
  const ruled = await withManifestsElsewhere(world, repository, near, head)
  if (!ruled.ok) return ruled
  const undescribed = await withSurroundings(world, repository, ruled.value)
  return { ok: true, value: { situation, case: await withStack(world, repository, undescribed, head) } }
}

/** Most changes cross nothing, and then nobody needs to know what the components are like. */
const withStack = async (world: World, repository: JobRepository, judged: Case, head: string): Promise<Case> => {
  const drivers = crossingDrivers(judged, world.config)
  if (drivers.length === 0) return judged
  const { subject } = judged
  const { own, components, changes } = await findStack(world, repository, { ...judged, head }, drivers)
  return { ...judged, subject: { ...subject, contents: own }, components, changes }
}

/** uAPI headers live far from their drivers, so the manifest that names one may stand anywhere. */
const withManifestsElsewhere = async (
  world: World,
  repository: JobRepository,
  judged: Case,
  head: string,
): Promise<Answer<Case>> => {
  const headers = unruledHeaders(judged, world.config)
  if (headers.length === 0) return { ok: true, value: judged }
  const known = new Set(judged.manifests.map(({ path }) => path))
  const elsewhere = await manifestsElsewhere(world.own, repository, head, known)
  if (!elsewhere.ok) return elsewhere
  return { ok: true, value: { ...judged, manifests: [...judged.manifests, ...naming(headers, elsewhere.value)] } }
}

/** Asks for what the repository holds around a change only where that decides what it crosses the line by. */
const withSurroundings = async (world: World, repository: JobRepository, judged: Case): Promise<Case> => {
  const { base, head } = judged.subject
  const wanted = wantedSurroundings(judged, world.config)
  if (wanted === null || base === null || head === null) return judged
  const surroundings = await world.readSurroundings(world.own, repository, { base, head }, wanted, world.config.line)
  return { ...judged, surroundings }
}

const matters = ({ config }: World, situation: Situation): Matters => {
  const scopes = readLevels(situation, config).policies.map(({ line }) => scopeOf(line))
  return {
    path: bearsOnTheLine,
    move: (from, to) => sameKind(from, to) && scopes.every((looked) => looked(from) || !looked(to)),
  }
}

const findStack = (
  world: World,
  { owner, name }: JobRepository,
  undescribed: Pick<Situation, 'head'> & Pick<Case, 'manifests' | 'messages' | 'policy' | 'floor'>,
  drivers: readonly CrossingDriver[],
): Promise<StackFacts> => {
  const { components: client, anonymous, origin, config, forges, readContents, readLineage } = world
  const own = createGitHubForge({ client, anonymous, origin, fetch: world.fetch })
  const forge = byHost(new Map([...forges, [new URL(origin).hostname, own]]))
  const asked = stackAsked(undescribed, drivers, config)
  const at = { repository: `${origin}/${owner}/${name}` as RepositoryUrl, commit: undescribed.head }
  return readStack({ forge, readContents, readLineage }, asked, { ...at, open: () => forge.open(at) })
}

const NOTHING_FOUND: StackFacts = { components: [], own: [], changes: [] }

const caseOf = (
  world: World,
  situation: Situation,
  { change, messages }: Pick<Case, 'messages' | 'change'>,
  { components, own, changes }: StackFacts,
): Case => ({
  subject: {
    repository: situation.repository,
    base: situation.base,
    head: situation.head,
    public: situation.public,
    kernelTree: situation.kernelTree,
    contents: own,
  },
  change,
  manifests: situation.manifests,
  policy: situation.policy,
  floor: situation.floor,
  requireFloor: world.requireFloor,
  components,
  changes,
  messages,
  today: new Date(world.now()).toISOString().slice(0, 10),
})

const changing = {
  ok: false,
  failure: {
    kind: 'unknown',
    why: { cause: 'changing', detail: 'the pull request changed while it was read', retryAt: null },
    status: 200,
  },
} as const

const tooLarge = (detail: string): Answer<never> => ({
  ok: false,
  failure: { kind: 'unknown', why: { cause: 'too-large', detail, retryAt: null }, status: 200 },
})
