import type { Case } from '../core/case.ts'
import { declaredComponents, ownPaths } from '../core/components.ts'
import type { Config } from '../core/config.ts'
import { asContents } from '../core/evidence/licenses-alone.ts'
import { evaluate } from '../core/verdict/evaluate.ts'
import type { Verdict } from '../core/verdict/verdict.ts'
import { readOwnLicenses } from '../git/license-files.ts'
import type { WorkingTree } from '../git/working-tree.ts'
import { type Asked, collect, type CollectWorld } from './collect.ts'
import type { Forge } from './forge.ts'

export type CheckWorld = CollectWorld & { readonly forge: Forge }

export type Checked =
  | { readonly ok: true; readonly case: Case; readonly verdict: Verdict }
  /** Wrong usage or unreadable input, in one line. */
  | { readonly ok: false; readonly fault: string }

/** Judges a working tree as the App judges a pull request. */
export const check = async (asked: Asked, world: CheckWorld): Promise<Checked> => {
  const collected = await collect(asked, world)
  if (!collected.ok) return collected
  const { config, forge } = world
  const { case: undescribed, tree } = collected
  const judged = evaluate(undescribed, config).crosses ? await withFacts(undescribed, tree, config, forge) : undescribed
  return { ok: true, case: judged, verdict: evaluate(judged, config) }
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
