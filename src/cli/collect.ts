import { readFile } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import type { Case, TextFile, TextRead } from '../core/case.ts'
import type { Change } from '../core/change/change.ts'
import { manifestCandidates } from '../core/change/drivers.ts'
import type { Config } from '../core/config.ts'
import { MANIFEST_NAME } from '../core/manifest/manifest.ts'
import { manifestPlaces } from '../core/policy/headers.ts'
import { POLICY_FILE } from '../core/policy/policy.ts'
import { readLevels } from '../core/verdict/levels.ts'
import { naming, unruledHeaders } from '../core/verdict/ruled-elsewhere.ts'
import { wantedSurroundings } from '../core/verdict/wanted.ts'
import { gitIn } from '../git/git.ts'
import { localChange } from '../git/local-change.ts'
import { localMessages } from '../git/local-messages.ts'
import { localSurroundings } from '../git/surroundings.ts'
import { listManifests, openWorkingTree, readAt, readText, subjectOf, type WorkingTree } from '../git/working-tree.ts'
import type { Outside } from './outside.ts'
import { readPatched } from './patch/patched-manifests.ts'
import { readPatchFile } from './patch/read-patch.ts'

/** What to look at, as the command line says it. */
export type Asked = {
  readonly directory: string
  readonly manifest: string | null
  /** The change since that revision, */
  readonly base: string | null
  /** or what that file would change; `-` is standard input. */
  readonly patch: string | null
  readonly policy: string | null
}

export type CollectWorld = {
  readonly config: Config
  readonly outside: Pick<Outside, 'floorOf'>
  readonly requireFloor: boolean
  /** `YYYY-MM-DD` */
  readonly today: string
}

export type Collected =
  /** Nothing is found out yet about the declared components. */
  | { readonly ok: true; readonly case: Case; readonly tree: WorkingTree }
  /** Wrong usage or unreadable input, in one line. */
  | { readonly ok: false; readonly fault: string }

/** Reads a working tree as the App reads a pull request: manifests of the tree, policy at the base, floor from its forge. */
export const collect = async (
  asked: Asked,
  { config, outside, requireFloor, today }: CollectWorld,
): Promise<Collected> => {
  const manifestPath = asked.manifest === null ? null : resolve(asked.directory, asked.manifest)
  const tree = await openWorkingTree(manifestPath === null ? asked.directory : dirname(manifestPath))
  const compared = await compare(tree, asked)
  if ('fault' in compared) return { ok: false, fault: compared.fault }
  const { base, change, messages } = compared

  const policy = await readPolicy(tree, asked, base)
  if ('fault' in policy) return { ok: false, fault: policy.fault }
  const subject = await subjectOf(tree, base)
  const floor = await outside.floorOf(subject.repository)
  const named = manifestPath === null ? null : relative(tree.root, manifestPath)
  const wanted =
    change === null ? null : [...change.files.map(({ path }) => path), ...placesOf(change, { policy, floor }, config)]
  const manifests = await readManifests(tree, { wanted, named, patched: asked.patch === null ? null : change })
  if ('fault' in manifests) return { ok: false, fault: manifests.fault }
  // A patch is of no commit that anyone could look at.
  const at = asked.patch === null ? subject : { ...subject, head: null }
  const levels = { policy, floor, requireFloor }
  const collected: Case = {
    subject: at,
    change,
    manifests,
    ...levels,
    components: [],
    changes: [],
    messages,
    today,
  }
  const ruled = await withManifestsElsewhere(collected, tree, config)
  return { ok: true, case: await withSurroundings(ruled, tree, asked.patch !== null, config), tree }
}

/** uAPI headers live far from their drivers. */
const withManifestsElsewhere = async (judged: Case, tree: WorkingTree, config: Config): Promise<Case> => {
  const headers = judged.change === null ? [] : unruledHeaders(judged, config)
  if (headers.length === 0) return judged
  const known = new Set(judged.manifests.map(({ path }) => path))
  const paths = (await listManifests(tree)).filter((path) => !known.has(path))
  const elsewhere = naming(headers, await readAll(tree.root, paths))
  return { ...judged, manifests: [...judged.manifests, ...elsewhere] }
}

/** A patch is applied to what is checked out. */
const withSurroundings = async (
  judged: Case,
  { root, git }: WorkingTree,
  isPatch: boolean,
  config: Config,
): Promise<Case> => {
  const wanted = wantedSurroundings(judged, config)
  if (wanted === null || git === null) return judged
  const { change } = judged
  const head = isPatch ? await git('rev-parse', '--verify', 'HEAD') : null
  const base = head === null ? judged.subject.base : head.ok ? head.out.trim() : null
  if (base === null) return judged
  const readHead = async (path: string): Promise<string | null> => {
    if (!isPatch || change === null) return (await readText(root, path))?.text ?? null
    const patched = await readPatched(root, [path], change)
    return 'fault' in patched ? null : (patched[0]?.text ?? null)
  }
  return { ...judged, surroundings: await localSurroundings(git, { base, readHead }, wanted, config.line) }
}

const placesOf = (change: Change, levels: Pick<Case, 'policy' | 'floor'>, config: Config): readonly string[] =>
  readLevels(levels, config).policies.flatMap(({ line }) => manifestPlaces(change, line.headers))

type Compared = {
  readonly base: string | null
  readonly change: Change | null
  readonly messages: readonly string[]
}

const compare = async (tree: WorkingTree, { directory, base, patch }: Asked): Promise<Compared | { fault: string }> => {
  if (patch !== null) {
    const read = await readPatchFile(directory, patch)
    return 'fault' in read ? read : { base: null, ...read }
  }
  return base === null ? { base: null, change: null, messages: [] } : since(tree, base)
}

const since = async ({ root, git }: WorkingTree, revision: string): Promise<Compared | { fault: string }> => {
  if (git === null) {
    const refused = await gitIn(root)('rev-parse')
    return { fault: `--base needs a git repository${refused.ok ? '' : `: ${refused.said}`}` }
  }
  const base = await git('rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`)
  if (!base.ok)
    return { fault: `${revision} is no commit of this repository; git fetch it first, if it is one of its remote's` }
  // As on GitHub: what the base has gained since is no part of the change.
  const fork = await git('merge-base', base.out.trim(), 'HEAD')
  const from = fork.ok ? fork.out.trim() : base.out.trim()
  const change = await localChange(git, from)
  return 'fault' in change ? change : { base: base.out.trim(), change, messages: await localMessages(git, from) }
}

type Wanted = {
  /** Files above which to look for manifests; null: all of the tree. */
  readonly wanted: readonly string[] | null
  /** Also where nothing asks for it. */
  readonly named: string | null
  /** What is to be applied to the tree first. */
  readonly patched: Change | null
}

const readManifests = async (
  tree: WorkingTree,
  { wanted, named, patched }: Wanted,
): Promise<readonly TextFile[] | { fault: string }> => {
  if (named?.startsWith('..') === true) return { fault: `${named} is outside the repository` }
  const here = wanted === null ? await listManifests(tree) : manifestCandidates(wanted)
  const paths = named === null ? here : wanted === null ? [named] : [...new Set([named, ...here])]
  const read = patched === null ? await readAll(tree.root, paths) : await readPatched(tree.root, paths, patched)
  if ('fault' in read) return read
  if (named !== null && !read.some(({ path }) => path === named)) return { fault: `${named} can't be read` }
  if (wanted === null && read.length === 0) return { fault: `there is no ${MANIFEST_NAME} here` }
  return read
}

const readAll = async (root: string, paths: readonly string[]): Promise<readonly TextFile[]> =>
  (await Promise.all(paths.map((path) => readText(root, path)))).filter((file) => file !== null)

const readPolicy = async (
  { root, git }: WorkingTree,
  { directory, policy }: Asked,
  base: string | null,
): Promise<TextRead | { fault: string }> => {
  if (policy !== null) {
    try {
      const text = await readFile(resolve(directory, policy), 'utf8')
      return { state: 'found', path: policy, text, commit: null }
    } catch {
      return { fault: `${policy} can't be read` }
    }
  }
  if (base !== null && git !== null) return readAt(git, base, POLICY_FILE)
  const file = await readText(root, POLICY_FILE)
  return file === null ? { state: 'absent', commit: null } : { state: 'found', ...file, commit: null }
}
