import { readFile } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import type { Case, TextFile, TextRead } from '../core/case.ts'
import type { Change } from '../core/change/change.ts'
import { manifestCandidates } from '../core/change/drivers.ts'
import { declaredComponents, ownPaths } from '../core/components.ts'
import { asContents } from '../core/evidence/licenses-alone.ts'
import type { Config } from '../core/config.ts'
import { MANIFEST_NAME } from '../core/manifest/manifest.ts'
import { POLICY_FILE } from '../core/policy/policy.ts'
import { evaluate } from '../core/verdict/evaluate.ts'
import { naming, unruledHeaders } from '../core/verdict/ruled-elsewhere.ts'
import { wantedSurroundings } from '../core/verdict/wanted.ts'
import type { Verdict } from '../core/verdict/verdict.ts'
import { localChange } from '../git/local-change.ts'
import { localSurroundings } from '../git/surroundings.ts'
import { readOwnLicenses } from '../git/license-files.ts'
import { listManifests, openWorkingTree, readAt, readText, subjectOf, type WorkingTree } from '../git/working-tree.ts'
import type { Forge } from './forge.ts'

export type CheckOptions = {
  readonly directory: string
  readonly manifest: string | null
  readonly base: string | null
  readonly policy: string | null
}

export type CheckWorld = {
  readonly config: Config
  readonly forge: Forge
  readonly requireFloor: boolean
  /** `YYYY-MM-DD` */
  readonly today: string
}

export type Checked =
  | { readonly ok: true; readonly case: Case; readonly verdict: Verdict }
  /** Wrong usage or unreadable input, in one line. */
  | { readonly ok: false; readonly fault: string }

/**
 * Judges a working tree as the App judges a pull request: manifests of the tree, policy at the base, floor and
 * components from their forge.
 */
export const check = async (
  options: CheckOptions,
  { config, forge, requireFloor, today }: CheckWorld,
): Promise<Checked> => {
  const manifestPath = options.manifest === null ? null : resolve(options.directory, options.manifest)
  const tree = await openWorkingTree(manifestPath === null ? options.directory : dirname(manifestPath))
  const compared = options.base === null ? noBase : await compare(tree, options.base)
  if ('fault' in compared) return { ok: false, fault: compared.fault }
  const { base, change } = compared

  const manifests = await readManifests(tree, change, manifestPath === null ? null : relative(tree.root, manifestPath))
  if ('fault' in manifests) return { ok: false, fault: manifests.fault }
  const policy = await readPolicy(tree, options, base)
  if ('fault' in policy) return { ok: false, fault: policy.fault }

  const subject = await subjectOf(tree, base)
  const undescribed: Case = {
    subject,
    change,
    manifests,
    policy,
    floor: await forge.floorOf(subject.repository),
    requireFloor,
    components: [],
    today,
  }
  const ruled = await withManifestsElsewhere(undescribed, tree, config)
  const around = await withSurroundings(ruled, tree, config)
  const collected = evaluate(around, config).crosses ? await withFacts(around, tree, config, forge) : around
  return { ok: true, case: collected, verdict: evaluate(collected, config) }
}

const noBase = { base: null, change: null }

const compare = async (
  { git }: WorkingTree,
  revision: string,
): Promise<{ base: string; change: Change } | { fault: string }> => {
  if (git === null) return { fault: '--base needs a git repository' }
  const base = await git('rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`)
  if (!base.ok)
    return { fault: `${revision} is no commit of this repository; git fetch it first, if it is one of its remote's` }
  // As on GitHub: what the base has gained since is no part of the change.
  const fork = await git('merge-base', base.out.trim(), 'HEAD')
  const change = await localChange(git, fork.ok ? fork.out.trim() : base.out.trim())
  return 'fault' in change ? change : { base: base.out.trim(), change }
}

const readManifests = async (
  tree: WorkingTree,
  change: Change | null,
  named: string | null,
): Promise<readonly TextFile[] | { fault: string }> => {
  if (named?.startsWith('..') === true) return { fault: `${named} is outside the repository` }
  const here = change === null ? await listManifests(tree) : manifestCandidates(change.files.map(({ path }) => path))
  const wanted = named === null ? here : change === null ? [named] : [...new Set([named, ...here])]
  const found = (await Promise.all(wanted.map((path) => readText(tree.root, path)))).filter((file) => file !== null)
  if (named !== null && !found.some(({ path }) => path === named)) return { fault: `${named} can't be read` }
  if (change === null && found.length === 0) return { fault: `there is no ${MANIFEST_NAME} here` }
  return found
}

const readPolicy = async (
  { root, git }: WorkingTree,
  { directory, policy }: CheckOptions,
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

/** uAPI headers live far from their drivers, so the manifest that names one may stand anywhere. */
const withManifestsElsewhere = async (judged: Case, tree: WorkingTree, config: Config): Promise<Case> => {
  const headers = judged.change === null ? [] : unruledHeaders(judged, config)
  if (headers.length === 0) return judged
  const known = new Set(judged.manifests.map(({ path }) => path))
  const paths = (await listManifests(tree)).filter((path) => !known.has(path))
  const read = await Promise.all(paths.map((path) => readText(tree.root, path)))
  const elsewhere = naming(
    headers,
    read.filter((file) => file !== null),
  )
  return { ...judged, manifests: [...judged.manifests, ...elsewhere] }
}

const withSurroundings = async (judged: Case, { root, git }: WorkingTree, config: Config): Promise<Case> => {
  const { base } = judged.subject
  const wanted = wantedSurroundings(judged, config)
  if (wanted === null || git === null || base === null) return judged
  const readHead = async (path: string): Promise<string | null> => (await readText(root, path))?.text ?? null
  return { ...judged, surroundings: await localSurroundings(git, { base, readHead }, wanted, config.line) }
}

const withFacts = async (undescribed: Case, tree: WorkingTree, config: Config, forge: Forge): Promise<Case> => {
  const { subject, manifests } = undescribed
  const components = await forge.describe(declaredComponents(manifests, config))
  const paths = ownPaths(manifests)
  if (paths === null) return { ...undescribed, components }
  const isPublic = subject.repository === null ? null : await forge.isPublic(subject.repository)
  const contents = asContents(await readOwnLicenses(tree.root, paths))
  return { ...undescribed, components, subject: { ...subject, public: isPublic, contents } }
}
