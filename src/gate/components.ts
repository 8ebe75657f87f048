import type { ComponentFacts, OwnContents } from '../core/case.ts'
import { NOTHING } from '../core/evidence/nothing.ts'
import type { AskedComponent, AskedOwn } from '../core/evidence/questions.ts'
import type { ContentsRead } from '../core/evidence/snapshot-facts.ts'
import type { Described, Forge } from '../forges/forge.ts'
import type { SnapshotSource } from '../forges/snapshot-source.ts'
import type { ReadContents, Wanted } from '../inspect/contents.ts'

/** The driver's own repository at the commit that is judged. */
export type OwnSource = Pick<Wanted, 'repository' | 'commit'> & { readonly open: () => SnapshotSource }

export type StackFacts = {
  readonly components: readonly ComponentFacts[]
  readonly own: readonly OwnContents[]
}

/** Finds out all that judging needs to know of the components, each failure an `unknown` of its own. */
export const readStack = async (
  forge: Forge,
  readContents: ReadContents,
  asked: { readonly components: readonly AskedComponent[]; readonly own: readonly AskedOwn[] },
  own: OwnSource,
): Promise<StackFacts> => {
  const keys = asked.components.map(({ repository, ref, paths }) => ({ repository, ref, paths }))
  const described = await forge.describe(keys)
  const ofComponents = asked.components.map((component, at) => wantedOf(forge, component, described[at]))
  const ofOwn = asked.own.map(({ paths, ...each }): Wanted => ({ ...own, paths, asked: each }))
  const wanted = ofComponents.filter((each) => each !== null)
  const read = await readContents([...wanted, ...ofOwn])
  const contents = new Map([...wanted, ...ofOwn].map((each, at) => [each, read[at]]))
  const contentsOf = (each: Wanted | null): ContentsRead => (each === null ? EMPTY : (contents.get(each) ?? NOT_READ))
  return {
    components: keys.map((key, at): ComponentFacts => {
      const found = described[at] ?? { state: 'unreadable' }
      if (found.state !== 'readable') return { ...key, facts: found }
      const repository = { ...found.repository, contents: contentsOf(ofComponents[at] ?? null) }
      return { ...key, facts: { state: 'readable', repository } }
    }),
    own: ofOwn.map((each) => ({ paths: each.paths, read: contentsOf(each) })),
  }
}

/** Where there is no commit there are no files. */
const EMPTY: ContentsRead = { state: 'read', facts: NOTHING }
const NOT_READ: ContentsRead = {
  state: 'unknown',
  why: { cause: 'malformed', detail: 'nobody read its files', retryAt: null },
}

/** null where there is no commit to read. */
const wantedOf = (
  forge: Forge,
  { paths, ...asked }: AskedComponent,
  described: Described | undefined,
): Wanted | null => {
  if (described?.state !== 'readable' || described.repository.ref === null) return null
  const { url: repository, ref } = described.repository
  const { commit } = ref
  return { repository, commit, paths, asked, open: () => forge.open({ repository, commit }) }
}
