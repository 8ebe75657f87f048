import { z } from 'zod'
import type { ComponentKey, Unknown } from '../../core/case.ts'
import { pathOf, type RepositoryUrl } from '../../core/repository-url.ts'
import type { Described } from '../forge.ts'
import { type GitHubClient, graphql, type GraphqlError } from './client.ts'
import { describeByRest } from './describe-by-rest.ts'
import { malformed } from './failure.ts'

/**
 * Describes repositories of this GitHub in one GraphQL query, whatever their number.
 *
 * @param client authenticated for the driver repository alone, so that private siblings look missing
 * @param anonymous asks again where an organisation forbids this installation (its IP allow-list)
 * @param origin web address that repository URLs begin with, such as `https://github.com`
 */
export const describe = async (
  client: GitHubClient,
  anonymous: GitHubClient,
  origin: string,
  keys: readonly ComponentKey[],
): Promise<readonly Described[]> => {
  if (keys.length === 0) return []
  const { query, variables } = buildQuery(keys)
  const answer = await graphql(client, query, variables, Aliased)
  if (!answer.ok) {
    const why: Unknown =
      answer.failure.kind === 'unknown'
        ? answer.failure.why
        : { cause: 'malformed', detail: 'GitHub has no GraphQL API at this address', retryAt: null }
    return keys.map(() => ({ state: 'unknown', why }))
  }
  const { data, errors } = answer.value
  return Promise.all(
    keys.map(async (key, index): Promise<Described> => {
      const alias = `c${index}`
      const failed = errors.filter((error) => error.path[0] === alias)
      return failed.some((error) => error.type === 'FORBIDDEN')
        ? forbiddenUnlessRead(await describeByRest(anonymous, origin, key))
        : describedBy(key, data[alias] ?? null, failed, origin)
    }),
  )
}

const forbiddenUnlessRead = (described: Described): Described =>
  described.state === 'readable'
    ? described
    : {
        state: 'unknown',
        why: {
          cause: 'forbidden',
          detail: 'its owner forbids this App to read it, and it could not be read anonymously',
          retryAt: null,
        },
      }

const Aliased = z.record(z.string(), z.unknown())
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
const MaybeRepository = Repository.nullable()

const buildQuery = (keys: readonly ComponentKey[]): { query: string; variables: Record<string, string> } => {
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
    const ref = (qualified: string, at: string): string =>
      `ref(qualifiedName: ${variable(`c${index}${at}`, qualified)}) { name target { oid ${commit} ... on Tag { target { oid ${commit} } } } }`
    return `c${index}: repository(owner: ${variable(`c${index}o`, owner)}, name: ${variable(`c${index}n`, name)}) {
      nameWithOwner visibility isArchived isDisabled isEmpty isMirror mirrorUrl
      parent { nameWithOwner visibility defaultBranchRef { target { oid ${commit} } } }
      licenseInfo { spdxId key }
      defaultBranchRef { name target { oid ${commit} } }
      ${key.ref === null ? '' : `branch: ${ref(`refs/heads/${key.ref}`, 'b')} tag: ${ref(`refs/tags/${key.ref}`, 't')}`}
    }`
  })
  const declared = Object.keys(variables).map((name) => `$${name}: String!`)
  const query = `query Components(${declared.join(', ')}) { ${fields.join('\n')} }`
  return { query, variables }
}

const describedBy = (key: ComponentKey, given: unknown, errors: readonly GraphqlError[], origin: string): Described => {
  const parsed = MaybeRepository.safeParse(given)
  if (!parsed.success) return { state: 'unknown', why: malformed('a GraphQL query').why }
  const found = parsed.data
  const other = errors.filter((error) => error.type !== 'NOT_FOUND')
  if (other.length > 0 || (found === null && errors.length === 0)) {
    const detail = `GitHub could not tell about it (${other[0]?.type ?? 'no answer'})`
    return { state: 'unknown', why: { cause: 'server-error', detail, retryAt: null } }
  }
  // Whatever isn't public is unreachable: the App may see more than a reader without an account does.
  if (found?.visibility !== 'PUBLIC') return { state: 'unreadable' }
  return readableAt(key, found, origin)
}

const readableAt = (key: ComponentKey, found: Repository, origin: string): Described => {
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
  return { state: 'readable', repository }
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
