import type { ComponentFacts, OwnContents, RepositoryFacts } from '../core/case.ts'
import { isAllowed } from '../core/components.ts'
import { NOTHING } from '../core/evidence/nothing.ts'
import type { LinkedChange } from '../core/evidence/linked-change.ts'
import type { AskedComponent, AskedOwn } from '../core/evidence/questions.ts'
import type { ContentsRead } from '../core/evidence/snapshot-facts.ts'
import { hostOf, type RepositoryUrl, sameRepository } from '../core/repository-url.ts'
import type { StackAsked } from '../core/verdict/stack-asked.ts'
import { hostOfChange } from '../forges/by-host.ts'
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

/** What reading a stack takes. */
export type StackReader = {
  readonly forge: Forge
  readonly readContents: ReadContents
  readonly readLineage: ReadLineage
}

/**
 * Finds out all that judging needs to know of the components, each failure an `unknown` of its own. Each host is read by
 * itself, from its first answer to the last of its files, so that all together take as long as the slowest one.
 */
export const readStack = async (reader: StackReader, asked: StackAsked, own: OwnSource): Promise<StackFacts> => {
  const components = Map.groupBy(asked.components, ({ repository }) => hostOf(repository))
  const allowed = asked.changes.filter((url) => isAllowed(hostOfChange(url) ?? '', asked.hosts))
  const changes = Map.groupBy(allowed, hostOfChange)
  const hosts = [...new Set([...components.keys(), ...changes.keys()])]
  const [ofOwn, ...ofHosts] = await Promise.all([
    readOwn(reader, asked.own, own),
    ...hosts.map((host) =>
      readHost(reader, asked.components, (host === null ? null : components.get(host)) ?? [], changes.get(host) ?? []),
    ),
  ])
  const facts = new Map(ofHosts.flatMap((host) => [...host.components]))
  const linked = new Map(ofHosts.flatMap((host) => [...host.changes]))
  return {
    components: asked.components.map((component) => {
      const { repository, ref, paths } = component
      return { repository, ref, paths, facts: facts.get(component) ?? { state: 'unreadable' } }
    }),
    own: ofOwn,
    changes: asked.changes.map((url) => ({ url, facts: linked.get(url) ?? { state: 'unreadable' } })),
  }
}

const readOwn = async (
  { readContents }: StackReader,
  asked: readonly AskedOwn[],
  own: OwnSource,
): Promise<readonly OwnContents[]> => {
  const wanted = asked.map(({ paths, ...each }): Wanted => ({ ...own, paths, asked: each }))
  const read = await readContents(wanted)
  return wanted.map(({ paths }, at) => ({ paths, read: read[at] ?? NOT_READ }))
}

type HostFacts = {
  readonly components: ReadonlyMap<AskedComponent, RepositoryFacts>
  readonly changes: ReadonlyMap<string, LinkedChange['facts']>
}

/** @param all components of the manifests, as a change may be to one that has moved there */
const readHost = async (
  { forge, readContents, readLineage }: StackReader,
  all: readonly AskedComponent[],
  components: readonly AskedComponent[],
  changes: readonly string[],
): Promise<HostFacts> => {
  const keys = components.map(({ repository, ref, paths }) => ({ repository, ref, paths }))
  const [described, linked] = await Promise.all([forge.describe(keys), forge.changes(changes)])
  const ofComponents = components.map((component, at) => wantedOf(forge, component, described[at]))
  const ofChanges = linked.map((change) => wantedOfChange(forge, all, change))
  const wanted = [...ofComponents, ...ofChanges].filter((each) => each !== null)
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
  const contentsOf = (each: Wanted | null | undefined): ContentsRead =>
    each === null || each === undefined ? EMPTY : (contents.get(each) ?? NOT_READ)
  return {
    components: new Map(
      components.map((component, at): [AskedComponent, RepositoryFacts] => {
        const found = described[at] ?? { state: 'unreadable' }
        if (found.state !== 'readable') return [component, found]
        const lineage = lineages[at] ?? null
        const repository = {
          ...found.repository,
          ...(lineage === null ? {} : { lineage }),
          contents: contentsOf(ofComponents[at]),
        }
        return [component, { state: 'readable', repository }]
      }),
    ),
    changes: new Map(
      changes.map((url, at): [string, LinkedChange['facts']] => {
        const found = linked[at] ?? { state: 'unreadable' }
        if (found.state !== 'readable') return [url, found]
        return [url, { state: 'readable', change: { ...found.change, contents: contentsOf(ofChanges[at]) } }]
      }),
    ),
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
