import type { Case } from '../core/case.ts'
import { type CrossingDriver, crossingDrivers } from '../core/verdict/crossing.ts'
import { evaluate } from '../core/verdict/evaluate.ts'
import { stackAsked } from '../core/verdict/stack-asked.ts'
import type { Verdict } from '../core/verdict/verdict.ts'
import { readStack, type StackReader } from '../gate/components.ts'
import { openTree } from '../git/open-tree.ts'
import type { WorkingTree } from '../git/working-tree.ts'
import { type Asked, collect, type CollectWorld } from './collect.ts'
import type { Outside } from './outside.ts'

export type CheckWorld = CollectWorld &
  Pick<StackReader, 'readContents' | 'readLineage'> & { readonly outside: Outside }

export type Checked =
  | { readonly ok: true; readonly case: Case; readonly verdict: Verdict }
  /** Wrong usage or unreadable input, in one line. */
  | { readonly ok: false; readonly fault: string }

/** Judges a working tree as the App judges a pull request. */
export const check = async (asked: Asked, world: CheckWorld): Promise<Checked> => {
  const collected = await collect(asked, world)
  if (!collected.ok) return collected
  const { case: undescribed, tree } = collected
  const drivers = crossingDrivers(undescribed, world.config)
  const judged = drivers.length > 0 ? await withFacts(undescribed, drivers, tree, world) : undescribed
  return { ok: true, case: judged, verdict: evaluate(judged, world.config) }
}

const withFacts = async (
  undescribed: Case,
  drivers: readonly CrossingDriver[],
  tree: WorkingTree,
  { config, outside, readContents, readLineage }: CheckWorld,
): Promise<Case> => {
  const { subject } = undescribed
  const asked = stackAsked(undescribed, drivers, config)
  const files = await openTree(tree)
  const own = { repository: subject.repository, commit: null, open: () => files }
  const stack = await readStack({ forge: outside.forge, readContents, readLineage }, asked, own)
  const isAsked = asked.own.length > 0 && subject.repository !== null
  const isPublic = isAsked ? await outside.isPublic(subject.repository) : null
  return {
    ...undescribed,
    components: stack.components,
    changes: stack.changes,
    subject: { ...subject, public: isPublic, contents: stack.own },
  }
}
