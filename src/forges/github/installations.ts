import { z } from 'zod'
import { type Answer, type GitHubClient, rest } from './client.ts'

/** More pages than that are no list any more. */
const MOST_PAGES = 1_000
const PER_PAGE = 100

/** Ids of the installations that the App may act for. `app`: authenticated as the App. */
export const listInstallations = async (app: GitHubClient): Promise<Answer<readonly number[]>> => {
  const found: number[] = []
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = await rest(app, 'GET /app/installations', { per_page: PER_PAGE, page }, Installations)
    if (!answer.ok) return answer
    found.push(...answer.value.filter((each) => each.suspended_at === null).map(({ id }) => id))
    if (answer.value.length < PER_PAGE) break
  }
  return { ok: true, value: found }
}

export type InstalledRepository = { readonly repositoryId: number; readonly owner: string; readonly name: string }

/** The repositories of the installation whose token the client has; archived ones take no check runs. */
export const listRepositories = async (client: GitHubClient): Promise<Answer<readonly InstalledRepository[]>> => {
  const found: InstalledRepository[] = []
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = await rest(client, 'GET /installation/repositories', { per_page: PER_PAGE, page }, Repositories)
    if (!answer.ok) return answer
    const { repositories } = answer.value
    for (const { id, name, owner, archived } of repositories)
      if (!archived) found.push({ repositoryId: id, owner: owner.login, name })
    if (repositories.length < PER_PAGE) break
  }
  return { ok: true, value: found }
}

const Installations = z.array(z.object({ id: z.number(), suspended_at: z.string().nullish().default(null) }))
const Repositories = z.object({
  repositories: z.array(
    z.object({ id: z.number(), name: z.string(), owner: z.object({ login: z.string() }), archived: z.boolean() }),
  ),
})
