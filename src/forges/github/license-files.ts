import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import type { Unknown } from '../../core/case.ts'
import type { LicensesRead } from '../../core/evidence/licenses-alone.ts'
import { chooseLicenseFiles, type ListedFile } from '../../core/license/choose.ts'
import type { LicenseFile } from '../../core/license/license-file.ts'
import { leadsTo } from '../../core/license/leads.ts'
import { readLicenseFile } from '../../core/license/read-license-file.ts'
import { unreadFile } from '../../core/license/unread-file.ts'
import { identify } from '../../license-index.ts'
import type { RepositoryName } from './blobs.ts'
import { type GitHubClient, graphql } from './client.ts'

/** A component whose licence files are to be read, with the files that its commit lists. */
export type LicenseQuest = {
  readonly repository: RepositoryName
  readonly commit: string
  readonly paths: readonly string[]
  /** null where its directories could not be listed. */
  readonly listed: readonly ListedFile[] | null
}

/** Of one component, and of all components of a query together. */
const MOST_FILES = 40
const MOST_FILES_A_QUERY = 400

/**
 * Reads the licence files of all components in one query, and in one more what their symbolic links and pointers lead
 * to, where that isn't among them. null stands for a component without any commit.
 */
export const readLicenses = async (
  client: GitHubClient,
  quests: readonly (LicenseQuest | null)[],
): Promise<readonly LicensesRead[]> => {
  const most = Math.min(MOST_FILES, Math.max(1, Math.floor(MOST_FILES_A_QUERY / Math.max(1, quests.length))))
  const chosen = quests.map((quest) => chooseLicenseFiles(quest?.listed ?? [], quest?.paths ?? [], most))
  const first = await readAll(
    client,
    quests.map((quest, at) => ({ quest, files: chosen[at]?.files ?? [] })),
  )
  const led = await readAll(
    client,
    quests.map((quest, at) => ({ quest, files: leads(first[at], quest?.paths ?? []) })),
  )
  return first.map((read, at) => {
    if (quests[at]?.listed === null) return { state: 'unknown', why: unlisted }
    if (read.state === 'unknown') return read
    const further = led[at]
    if (further?.state === 'unknown') return further
    const left = chosen[at]?.left ?? null
    // One stands for all that are beyond the limits, as one is enough to ask for a person; read after all, it comes again.
    const unread = left === null ? [] : [unreadFile(left.path, 'too-large')]
    return { state: 'read', files: [...unread, ...read.files, ...(further?.files ?? [])] }
  })
}

const leads = (read: LicensesRead | undefined, paths: readonly string[]): readonly ListedFile[] =>
  read?.state === 'read' ? leadsTo(read.files, paths).map((path) => ({ path, kind: 'file', bytes: null })) : []

type Wanted = { readonly quest: LicenseQuest | null; readonly files: readonly ListedFile[] }

const Blob = z.object({
  text: z.string().nullish(),
  isBinary: z.boolean().nullish(),
  isTruncated: z.boolean().optional(),
})
const Answer = z.record(z.string(), z.record(z.string(), Blob.nullable()).nullable())

/** Reads files at their commits, all in one query. What isn't there is left out. */
const readAll = async (client: GitHubClient, wanted: readonly Wanted[]): Promise<readonly LicensesRead[]> => {
  if (wanted.every(({ files }) => files.length === 0)) return wanted.map(() => ({ state: 'read', files: [] }))
  const { query, variables } = buildQuery(wanted)
  const answer = await graphql(client, query, variables, Answer)
  if (!answer.ok) {
    const why = answer.failure.kind === 'unknown' ? answer.failure.why : unanswered
    return wanted.map(({ files }) => (files.length === 0 ? { state: 'read', files: [] } : { state: 'unknown', why }))
  }
  const { data, errors } = answer.value
  const read: LicensesRead[] = []
  for (const [at, { files }] of wanted.entries()) {
    const blobs = data[`r${at}`] ?? null
    const failed = errors.some(({ path }) => path[0] === `r${at}`)
    if (files.length > 0 && (blobs === null || failed)) read.push({ state: 'unknown', why: unanswered })
    else read.push({ state: 'read', files: await identifyAll(files, blobs ?? {}) })
  }
  return read
}

const unlisted: Unknown = { cause: 'malformed', detail: 'GitHub did not list its directories', retryAt: null }
const unanswered: Unknown = { cause: 'server-error', detail: 'GitHub could not give its licence files', retryAt: null }

const buildQuery = (wanted: readonly Wanted[]): { query: string; variables: Record<string, string> } => {
  const variables: Record<string, string> = {}
  const variable = (name: string, value: string): string => {
    variables[name] = value
    return `$${name}`
  }
  const repositories = wanted.flatMap(({ quest, files }, at) => {
    if (quest === null || files.length === 0) return []
    const { repository, commit } = quest
    const blobs = files.map(
      ({ path }, file) =>
        `b${file}: object(expression: ${variable(`r${at}b${file}`, `${commit}:${path}`)}) { ... on Blob { text isBinary isTruncated } }`,
    )
    const owner = variable(`r${at}o`, repository.owner)
    const name = variable(`r${at}n`, repository.name)
    return [`r${at}: repository(owner: ${owner}, name: ${name}) { ${blobs.join('\n')} }`]
  })
  const declared = Object.keys(variables).map((name) => `$${name}: String!`)
  return { query: `query Licenses(${declared.join(', ')}) { ${repositories.join('\n')} }`, variables }
}

const identifyAll = async (
  files: readonly ListedFile[],
  blobs: Readonly<Record<string, z.infer<typeof Blob> | null>>,
): Promise<readonly LicenseFile[]> => {
  const read: LicenseFile[] = []
  for (const [at, { path, kind }] of files.entries()) {
    const blob = blobs[`b${at}`]
    if (!blob) continue
    const { text = null } = blob
    if (blob.isTruncated === true) read.push(unreadFile(path, 'too-large'))
    else if (blob.isBinary === true) read.push(unreadFile(path, 'binary'))
    // A directory or a submodule has no text.
    else if (text !== null) read.push(readLicenseFile({ path, target: kind === 'link' ? text : null, text }, identify))
    // Texts are foreign and long: others get their turn between them.
    await setImmediate()
  }
  return read
}
