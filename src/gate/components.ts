import type { ComponentFacts, OwnContents } from '../core/case.ts'
import { NOTHING } from '../core/evidence/nothing.ts'
import type { LinkedChange } from '../core/evidence/linked-change.ts'
import type { AskedComponent, AskedOwn } from '../core/evidence/questions.ts'
import type { ContentsRead } from '../core/evidence/snapshot-facts.ts'
import { type RepositoryUrl, sameRepository } from '../core/repository-url.ts'
import type { Described, DescribedChange, Forge } from '../forges/forge.ts'
import type { SnapshotSource } from '../forges/snapshot-source.ts'
import type { ReadContents, Wanted } from '../inspect/contents.ts'
import type { ReadLineage } from './lineage.ts'

/** The driver's own repository at the commit that is judged. */
export type OwnSource = Pick<Wanted, 'repository' | 'commit'> & { readonly open: () => SnapshotSource }

export type StackFacts = {
  readonly components: readonly ComponentFacts[]
  readonly own: readonly OwnContents[]
  readonly changes: readonly LinkedChange[]
}

export type StackAsked = {
  readonly components: readonly AskedComponent[]
  readonly own: readonly AskedOwn[]
  /** Addresses of userspace changes. */
  readonly changes: readonly string[]
}

/** What reading a stack takes. */
export type StackReader = {
  readonly forge: Forge
  readonly readContents: ReadContents
  readonly readLineage: ReadLineage
}

/** Finds out all that judging needs to know of the components, each failure an `unknown` of its own. */
export const readStack = async (
  { forge, readContents, readLineage }: StackReader,
  asked: StackAsked,
  own: OwnSource,
): Promise<StackFacts> => {
  const keys = asked.components.map(({ repository, ref, paths }) => ({ repository, ref, paths }))
  const [described, linked] = await Promise.all([forge.describe(keys), forge.changes(asked.changes)])
  const ofComponents = asked.components.map((component, at) => wantedOf(forge, component, described[at]))
  const ofOwn = asked.own.map(({ paths, ...each }): Wanted => ({ ...own, paths, asked: each }))
  const ofChanges = linked.map((change) => wantedOfChange(forge, asked.components, change))
  const wanted = [...ofComponents, ...ofOwn, ...ofChanges].filter((each) => each !== null)
  const [read, lineages] = await Promise.all([
    readContents(wanted),
    Promise.all(
      keys.map(async (key, at) => {
        const found = described[at]
        return found?.state === 'readable' ? readLineage(forge, key, found.repository) : null
      }),
    ),
  ])
  const contents = new Map(wanted.map((each, at) => [each, read[at]]))
  const contentsOf = (each: Wanted | null): ContentsRead => (each === null ? EMPTY : (contents.get(each) ?? NOT_READ))
  return {
    components: keys.map((key, at): ComponentFacts => {
      const found = described[at] ?? { state: 'unreadable' }
      if (found.state !== 'readable') return { ...key, facts: found }
      const lineage = lineages[at] ?? null
      const repository = {
        ...found.repository,
        ...(lineage === null ? {} : { lineage }),
        contents: contentsOf(ofComponents[at] ?? null),
      }
      return { ...key, facts: { state: 'readable', repository } }
    }),
    own: ofOwn.map((each) => ({ paths: each.paths, read: contentsOf(each) })),
    changes: asked.changes.map((url, at): LinkedChange => {
      const found = linked[at] ?? { state: 'unreadable' }
      if (found.state !== 'readable') return { url, facts: found }
      const change = { ...found.change, contents: contentsOf(ofChanges[at] ?? null) }
      return { url, facts: { state: 'readable', change } }
    }),
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

/** A linked change is read for names, at the paths of the userspaces that it is made to. */
const wantedOfChange = (
  forge: Forge,
  components: readonly AskedComponent[],
  described: DescribedChange,
): Wanted | null => {
  if (described.state !== 'readable' || described.change.status === 'closed') return null
  const { repository, head: commit } = described.change
  const userspaces = components.filter(({ names }) => names.length > 0)
  const there = userspaces.filter((each) => sameRepository(each.repository, repository))
  const isWhole = there.length === 0 || there.some(({ paths }) => paths.length === 0)
  const names = [...new Set(userspaces.flatMap((each) => each.names))]
  return {
    repository,
    commit,
    paths: isWhole ? [] : [...new Set(there.flatMap(({ paths }) => paths))],
    asked: { names, targets: [], firmware: null, files: [] },
    open: () => forge.open({ repository: repository satisfies RepositoryUrl, commit }),
  }
}
