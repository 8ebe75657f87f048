import { z } from 'zod'
import type { ComponentFacts, ComponentKey, ReadableRepository, RepositoryFacts, Unknown } from '../../core/case.ts'
import { asContents, type LicensesRead } from '../../core/evidence/licenses-alone.ts'
import type { ContentsRead } from '../../core/evidence/snapshot-facts.ts'
import { pathOf, type RepositoryUrl } from '../../core/repository-url.ts'
import type { RepositoryName } from './blobs.ts'
import { type GitHubClient, graphql, type GraphqlError } from './client.ts'
import { describeByRest } from './describe-by-rest.ts'
import { malformed } from './failure.ts'
import { type LicenseQuest, readLicenses } from './license-files.ts'
import { LISTING_FRAGMENTS, licenseListing, listedFiles } from './license-listing.ts'
import { isHere } from './here.ts'

/** The driver's own repository at the commit that is judged, where a manifest names it as `.`. */
export type OwnContents = {
  readonly repository: RepositoryName
  readonly commit: string
  /** The declared paths of all components that it is. */
  readonly paths: readonly string[]
}

export type Described = {
  readonly components: readonly ComponentFacts[]
  /** null where nothing of the driver's own was asked for. */
  readonly own: ContentsRead | null
}

/**
 * Describes all of a manifest's GitHub components in one GraphQL query, and reads their licence files in at most two
 * more, whatever their number.
 *
 * @param client authenticated for the driver repository alone, so that private siblings look missing
 * @param anonymous asks again where an organisation forbids this installation (its IP allow-list)
 * @param origin web address that repository URLs begin with, such as `https://github.com`
 */
export const describe = async (
  client: GitHubClient,
  anonymous: GitHubClient,
  origin: string,
  declared: readonly ComponentKey[],
  own: OwnContents | null,
): Promise<Described> => {
  const keys = declared.filter(({ repository }) => isHere(origin, repository))
  if (keys.length === 0 && own === null) return { components: [], own: null }
  const { query, variables } = buildQuery(keys, own)
  const answer = await graphql(client, query, variables, z.record(z.string(), z.unknown()))
  if (!answer.ok) {
    const why: Unknown =
      answer.failure.kind === 'unknown'
        ? answer.failure.why
        : { cause: 'malformed', detail: 'GitHub has no GraphQL API at this address', retryAt: null }
    return {
      components: keys.map((key) => ({ ...key, facts: { state: 'unknown', why } })),
      own: own === null ? null : { state: 'unknown', why },
    }
  }
  const { data, errors } = answer.value
  const found = await Promise.all(
    keys.map(async (key, index): Promise<Found> => {
      const alias = `c${index}`
      const failed = errors.filter((error) => error.path[0] === alias)
      return failed.some((error) => error.type === 'FORBIDDEN')
        ? forbiddenUnlessRead(await describeByRest(anonymous, origin, key))
        : factsOf(key, data[alias] ?? null, failed, origin)
    }),
  )
  const quests = [
    ...found.map((each, index) => (each.state === 'listed' ? questOf(each, keys[index]?.paths ?? []) : null)),
    own === null ? null : ownQuest(own, data['own']),
  ]
  const licenses = await readLicenses(client, quests)
  return {
    components: keys.map((key, index) => ({ ...key, facts: withLicenses(found[index], licenses[index] ?? NONE) })),
    own: own === null ? null : asContents(licenses.at(-1) ?? NONE),
  }
}

/** `listed`: readable, and its licence files are still to be read. */
type Found = RepositoryFacts | Listed
type Listed = {
  readonly state: 'listed'
  readonly repository: Omit<ReadableRepository, 'contents'>
  readonly commit: FoundRef['commit'] | null
}

const NONE: LicensesRead = { state: 'read', files: [] }

const withLicenses = (found: Found | undefined, licenses: LicensesRead): RepositoryFacts => {
  if (found === undefined) return { state: 'unreadable' }
  if (found.state !== 'listed') return found
  return { state: 'readable', repository: { ...found.repository, contents: asContents(licenses) } }
}

const questOf = ({ repository, commit }: Listed, paths: readonly string[]): LicenseQuest | null => {
  if (commit === null) return null
  const [owner = '', name = ''] = pathOf(repository.url).split('/')
  return { repository: { owner, name }, commit: commit.oid, paths, listed: listedFiles(commit, paths) }
}

const ownQuest = ({ repository, commit, paths }: OwnContents, given: unknown): LicenseQuest => {
  const found = OwnCommit.safeParse(given)
  return { repository, commit, paths, listed: found.success ? listedFiles(found.data.head, paths) : null }
}

const forbiddenUnlessRead = (facts: RepositoryFacts): RepositoryFacts =>
  facts.state === 'readable'
    ? facts
    : {
        state: 'unknown',
        why: {
          cause: 'forbidden',
          detail: 'its owner forbids this App to read it, and it could not be read anonymously',
          retryAt: null,
        },
      }

const Commit = z.looseObject({ oid: z.string() })
const Target = z.looseObject({
  oid: z.string().optional(),
  target: z.looseObject({ oid: z.string().optional() }).nullish(),
})
const Ref = z.object({ name: z.string(), target: Target.nullable() })
const Repository = z.object({
  nameWithOwner: z.string(),
  visibility: z.string(),
  isArchived: z.boolean(),
  isDisabled: z.boolean(),
  isEmpty: z.boolean(),
  isMirror: z.boolean(),
  mirrorUrl: z.string().nullable(),
  parent: z
    .object({
      nameWithOwner: z.string(),
      visibility: z.string(),
      defaultBranchRef: z.object({ target: Commit.nullable() }).nullable(),
    })
    .nullable(),
  licenseInfo: z.object({ spdxId: z.string().nullable(), key: z.string() }).nullable(),
  defaultBranchRef: Ref.nullable(),
  branch: Ref.nullish(),
  tag: Ref.nullish(),
})
type Repository = z.infer<typeof Repository>

const OwnCommit = z.object({ head: z.looseObject({}) })

const buildQuery = (
  keys: readonly ComponentKey[],
  own: OwnContents | null,
): { query: string; variables: Record<string, string> } => {
  const variables: Record<string, string> = {}
  const variable = (name: string, value: string): string => {
    variables[name] = value
    return `$${name}`
  }
  const fields = keys.map((key, index) => {
    const [owner = '', name = ''] = pathOf(key.repository).split('/')
    const paths = key.paths
      .map((path, at) => `p${at}: file(path: ${variable(`c${index}p${at}`, path)}) { type }`)
      .join(' ')
    const commit = `... on Commit { oid ${paths} }`
    const listing = licenseListing(key.paths, (at, value) => variable(`c${index}${at}`, value))
    const listed = `... on Commit { oid ${paths} ${listing} }`
    const ref = (qualified: string, at: string): string =>
      `ref(qualifiedName: ${variable(`c${index}${at}`, qualified)}) { name target { oid ${listed} ... on Tag { target { oid ${listed} } } } }`
    return `c${index}: repository(owner: ${variable(`c${index}o`, owner)}, name: ${variable(`c${index}n`, name)}) {
      nameWithOwner visibility isArchived isDisabled isEmpty isMirror mirrorUrl
      parent { nameWithOwner visibility defaultBranchRef { target { oid ${commit} } } }
      licenseInfo { spdxId key }
      defaultBranchRef { name target { oid ${key.ref === null ? listed : commit} } }
      ${key.ref === null ? '' : `branch: ${ref(`refs/heads/${key.ref}`, 'b')} tag: ${ref(`refs/tags/${key.ref}`, 't')}`}
    }`
  })
  if (own !== null) {
    const listing = licenseListing(own.paths, (at, value) => variable(`own${at}`, value))
    fields.push(`own: repository(owner: ${variable('ownO', own.repository.owner)}, name: ${variable('ownN', own.repository.name)}) {
      head: object(expression: ${variable('ownHead', own.commit)}) { ... on Commit { oid ${listing} } }
    }`)
  }
  const declared = Object.keys(variables).map((name) => `$${name}: String!`)
  const query = `query Components(${declared.join(', ')}) { ${fields.join('\n')} } ${LISTING_FRAGMENTS}`
  return { query, variables }
}

const factsOf = (key: ComponentKey, given: unknown, errors: readonly GraphqlError[], origin: string): Found => {
  const parsed = Repository.nullable().safeParse(given)
  if (!parsed.success) return { state: 'unknown', why: malformed('a GraphQL query').why }
  const found = parsed.data
  const other = errors.filter((error) => error.type !== 'NOT_FOUND')
  if (other.length > 0 || (found === null && errors.length === 0)) {
    const detail = `GitHub could not tell about it (${other[0]?.type ?? 'no answer'})`
    return { state: 'unknown', why: { cause: 'server-error', detail, retryAt: null } }
  }
  // Whatever isn't public is unreachable: the App may see more than a reader without an account does.
  if (found?.visibility !== 'PUBLIC') return { state: 'unreadable' }
  return listedAt(key, found, origin)
}

const listedAt = (key: ComponentKey, found: Repository, origin: string): Listed => {
  const at = (nameWithOwner: string): RepositoryUrl => `${origin}/${nameWithOwner}` as RepositoryUrl
  const ref = refOf(key, found)
  const missing = (commit: Readonly<Record<string, unknown>> | null | undefined): string[] =>
    key.paths.filter((_, index) => (commit?.[`p${index}`] ?? null) === null)
  const { parent } = found
  const repository = {
    url: at(found.nameWithOwner),
    archived: found.isArchived,
    disabled: found.isDisabled,
    empty: found.isEmpty,
    // A private parent can't be the upstream that anyone is sent to.
    parent:
      parent?.visibility !== 'PUBLIC'
        ? null
        : { url: at(parent.nameWithOwner), hasPaths: missing(parent.defaultBranchRef?.target).length === 0 },
    mirrorOf: found.isMirror ? (found.mirrorUrl ?? '') : null,
    defaultBranch: found.defaultBranchRef?.name ?? null,
    ref: ref === null ? null : { kind: ref.kind, name: ref.name, commit: ref.commit.oid },
    missingPaths: ref === null ? [] : missing(ref.commit),
    forgeLicense: found.licenseInfo?.spdxId ?? null,
  }
  return { state: 'listed', repository, commit: ref?.commit ?? null }
}

type FoundRef = { kind: 'branch' | 'tag'; name: string; commit: { oid: string } & Record<string, unknown> }

/** Branches come before tags of the same name, as they do where a person follows a link. */
const refOf = (key: ComponentKey, found: Repository): FoundRef | null => {
  const candidates =
    key.ref === null
      ? [{ kind: 'branch' as const, ref: found.defaultBranchRef }]
      : [
          { kind: 'branch' as const, ref: found.branch },
          { kind: 'tag' as const, ref: found.tag },
        ]
  for (const { kind, ref } of candidates) {
    const commit = ref?.target?.target ?? ref?.target
    if (ref && commit?.oid !== undefined) return { kind, name: ref.name, commit: { ...commit, oid: commit.oid } }
  }
  return null
}
