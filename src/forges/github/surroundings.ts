import { z } from 'zod'
import type { LineKind } from '../../core/change/change.ts'
import { isBuildPath, pathBuildsModule, textBuildsModule } from '../../core/change/builds-module.ts'
import { bearsOnTheLine, isCopy } from '../../core/change/kind.ts'
import { groupsIn } from '../../core/change/line.ts'
import type { DirectoryUses, Surroundings, WantedSurroundings } from '../../core/change/surroundings.ts'
import { isUapiText } from '../../core/change/uapi-header.ts'
import type { LineConfig } from '../../core/config.ts'
import { type Allowance, type BlobText, readBlobs, type RepositoryName } from './blobs.ts'
import { type Answer, type GitHubClient, rest } from './client.ts'

/** Changed headers, files of a driver and build files that are read at most: a query for each fifty. */
const MOST_HEADERS = 100
const MOST_FILES = 300
const MOST_BUILD_FILES = 100
const MOST_BYTES = 16 * 1024 * 1024
const FILES_AT_ONCE = 50

type Range = { readonly base: string; readonly head: string }

/**
 * Reads what the driver repository holds around a change: of each driver in question as many files as it takes to find the
 * groups in question, those first that are named after them. A driver too large for that is taken to begin.
 */
export const readSurroundings = async (
  client: GitHubClient,
  repository: RepositoryName,
  range: Range,
  wanted: WantedSurroundings,
  config: LineConfig,
): Promise<Surroundings> => {
  const asking: Asking = { client, repository, allowance: { left: MOST_BYTES } }
  const headers = await headersOf(asking, range.head, wanted.headers)
  if (!headers.ok) return unknown(headers)
  const uses: DirectoryUses[] = []
  for (const each of wanted.uses) {
    const files = await listFiles(asking, range.base, each.directory)
    if (!files.ok) return unknown(files)
    const found = await usesBelow(asking, files.value, each, config)
    if (!found.ok) return unknown(found)
    uses.push(found.value)
  }
  const buildsModule = wanted.buildsModule ? await modulesIn(asking, range.base) : null
  if (buildsModule !== null && !buildsModule.ok) return unknown(buildsModule)
  return { state: 'read', headers: headers.value, uses, buildsModule: buildsModule?.value ?? null }
}

type Asking = { readonly client: GitHubClient; readonly repository: RepositoryName; readonly allowance: Allowance }
type ListedBlob = { readonly path: string; readonly sha: string }

const unknown = ({ failure }: Extract<Answer<unknown>, { ok: false }>): Surroundings => ({
  state: 'unknown',
  why:
    failure.kind === 'unknown'
      ? failure.why
      : { cause: 'changing', detail: 'the base was gone when it was read', retryAt: null },
})

/**
 * All files below a directory of a commit, '' being its root. The way down is walked, as GitHub lists trees of many files in
 * part; none where there is no such directory, and of one that is itself too large the files that are listed.
 */
const listFiles = async (asking: Asking, commit: string, directory: string): Promise<Answer<readonly ListedBlob[]>> => {
  let tree = commit
  for (const segment of directory === '' ? [] : directory.split('/')) {
    const level = await readTree(asking, tree, {})
    if (!level.ok) return level
    const below = level.value.find(({ path, type }) => path === segment && type === 'tree')
    if (below === undefined) return { ok: true, value: [] }
    tree = below.sha
  }
  const whole = await readTree(asking, tree, { recursive: '1' })
  if (!whole.ok) return whole
  const prefix = directory === '' ? '' : `${directory}/`
  return {
    ok: true,
    value: whole.value.flatMap(({ path, type, sha }) => (type === 'blob' ? [{ path: prefix + path, sha }] : [])),
  }
}

const readTree = async (
  { client, repository: { owner, name } }: Asking,
  tree: string,
  options: { readonly recursive?: string },
): Promise<Answer<readonly { path: string; type: string; sha: string }[]>> => {
  const answer = await rest(
    client,
    'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
    { owner, repo: name, tree_sha: tree, ...options },
    z.object({ tree: z.array(z.object({ path: z.string(), type: z.string(), sha: z.string() })) }),
  )
  return answer.ok ? { ok: true, value: answer.value.tree } : answer
}

const texts = async (
  { client, repository, allowance }: Asking,
  expressions: readonly string[],
): Promise<Answer<ReadonlyMap<string, string>>> => {
  const blobs = await readBlobs(client, repository, expressions, allowance)
  const read = new Map<string, string>()
  for (const [expression, blob] of blobs) {
    const why = whyUnread(blob)
    if (why !== null) return { ok: false, failure: { kind: 'unknown', why, status: null } }
    if ('text' in blob && blob.text !== null) read.set(expression, blob.text)
  }
  return { ok: true, value: read }
}

/** To ask again for what is too large or gone would give the same. */
const whyUnread = (blob: BlobText) =>
  'unread' in blob && blob.unread.cause !== 'too-large' && blob.unread.cause !== 'changing' ? blob.unread : null

const headersOf = async (
  asking: Asking,
  head: string,
  paths: readonly string[],
): Promise<Answer<readonly { path: string; isUapi: boolean }[]>> => {
  const expressions = paths.slice(0, MOST_HEADERS).map((path) => `${head}:${path}`)
  const read = await texts(asking, expressions)
  if (!read.ok) return read
  return {
    ok: true,
    value: [...read.value].map(([expression, text]) => ({
      path: expression.slice(head.length + 1),
      isUapi: isUapiText(text),
    })),
  }
}

/** What a file that uses a group is often called after. */
const LIKELY: Readonly<Partial<Record<LineKind, RegExp>>> = {
  'dma-buf': /dma|buf|prime|gem|fence|sync|mem|kconfig/i,
  p2pdma: /p2p|pci|mem|kconfig/i,
  drm: /drm|drv|gem|main|kconfig/i,
}

const usesBelow = async (
  asking: Asking,
  files: readonly ListedBlob[],
  { directory, kinds }: DirectoryUses,
  config: LineConfig,
): Promise<Answer<DirectoryUses>> => {
  const isLikely = ({ path }: ListedBlob): boolean =>
    kinds.some((kind) => LIKELY[kind]?.test(path.slice(path.lastIndexOf('/') + 1)) === true)
  const within = files.filter(({ path }) => bearsOnTheLine(path) && !isCopy(path))
  const ordered = [...within.filter(isLikely), ...within.filter((file) => !isLikely(file))].slice(0, MOST_FILES)
  const found = new Set<LineKind>()
  for (let from = 0; from < ordered.length && !kinds.every((kind) => found.has(kind)); from += FILES_AT_ONCE) {
    const batch = ordered.slice(from, from + FILES_AT_ONCE)
    const read = await texts(
      asking,
      batch.map(({ sha }) => sha),
    )
    if (!read.ok) return read
    for (const { path, sha } of batch)
      for (const kind of groupsIn(path, read.value.get(sha) ?? '', config)) found.add(kind)
  }
  return { ok: true, value: { directory, kinds: [...found] } }
}

/** null where no build file tells, or so many say no that the rest isn't looked at. */
const modulesIn = async (asking: Asking, base: string): Promise<Answer<boolean | null>> => {
  const files = await listFiles(asking, base, '')
  if (!files.ok) return files
  const told = files.value.map((file) => ({ file, says: pathBuildsModule(file.path) }))
  if (told.some(({ says }) => says === 'yes')) return { ok: true, value: true }
  if (!files.value.some(({ path }) => isBuildPath(path))) return { ok: true, value: null }
  const open = told.filter(({ says }) => says === 'unknown').map(({ file }) => file)
  const read = await texts(
    asking,
    open.slice(0, MOST_BUILD_FILES).map(({ sha }) => sha),
  )
  if (!read.ok) return read
  if ([...read.value.values()].some(textBuildsModule)) return { ok: true, value: true }
  return { ok: true, value: open.length > MOST_BUILD_FILES ? null : false }
}
