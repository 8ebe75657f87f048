import { readFile } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import type { Case, TextFile, TextRead } from '../core/case.ts'
import type { Change } from '../core/change/change.ts'
import { manifestCandidates } from '../core/change/drivers.ts'
import type { Config } from '../core/config.ts'
import { type GainsOf, questionsOf } from '../core/evidence/questions.ts'
import { MANIFEST_NAME } from '../core/manifest/manifest.ts'
import { POLICY_FILE } from '../core/policy/policy.ts'
import { evaluate } from '../core/verdict/evaluate.ts'
import type { Verdict } from '../core/verdict/verdict.ts'
import { localChange } from '../git/local-change.ts'
import { openTree } from '../git/open-tree.ts'
import { listManifests, openWorkingTree, readAt, readText, subjectOf, type WorkingTree } from '../git/working-tree.ts'
import { readStack } from '../gate/components.ts'
import type { ReadContents } from '../inspect/contents.ts'
import type { Outside } from './outside.ts'

export type CheckOptions = {
  readonly directory: string
  readonly manifest: string | null
  readonly base: string | null
  readonly policy: string | null
}

export type CheckWorld = {
  readonly config: Config
  readonly outside: Outside
  readonly readContents: ReadContents
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
export const check = async (options: CheckOptions, world: CheckWorld): Promise<Checked> => {
  const { config, outside, requireFloor, today } = world
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
    floor: await outside.floorOf(subject.repository),
    requireFloor,
    components: [],
    today,
  }
  const collected = evaluate(undescribed, config).crosses ? await withFacts(undescribed, tree, world) : undescribed
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

const withFacts = async (undescribed: Case, tree: WorkingTree, world: CheckWorld): Promise<Case> => {
  const { config, outside, readContents } = world
  const { subject, manifests } = undescribed
  const asked = questionsOf(manifests, config, NO_GAINS)
  const files = await openTree(tree)
  const own = { repository: subject.repository, commit: null, open: () => files }
  const stack = await readStack(outside.forge, readContents, asked, own)
  const isAsked = asked.own.length > 0 && subject.repository !== null
  const isPublic = isAsked ? await outside.isPublic(subject.repository) : null
  return {
    ...undescribed,
    components: stack.components,
    subject: { ...subject, public: isPublic, contents: stack.own },
  }
}

const NO_GAINS: GainsOf = () => []
