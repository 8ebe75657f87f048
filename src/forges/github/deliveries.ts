import { z } from 'zod'
import { type Answer, type GitHubClient, rest } from './client.ts'

/** One try of GitHub's to deliver a webhook. */
export type DeliveryTry = {
  readonly id: number
  /** The same for each try of one webhook. */
  readonly guid: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly failed: boolean
  readonly event: string
}

const MOST_PAGES = 20
const PER_PAGE = 100

/** The tries since a time, newest first; of two thousand at most. `app`: authenticated as the App. */
export const listDeliveries = async (app: GitHubClient, since: number): Promise<Answer<readonly DeliveryTry[]>> => {
  const found: DeliveryTry[] = []
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const parameters = { per_page: PER_PAGE, ...(cursor === undefined ? {} : { cursor }) }
    const answer = await listPage(app, parameters)
    if (!answer.ok) return answer
    const { tries, next } = answer.value
    found.push(...tries.filter(({ at }) => at >= since))
    if (next === null || tries.some(({ at }) => at < since)) break
    cursor = next
  }
  return { ok: true, value: found }
}

/** Lets GitHub deliver it again. */
export const redeliver = (app: GitHubClient, id: number): Promise<Answer<unknown>> =>
  rest(app, 'POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id: id }, z.unknown())

type Page = { readonly tries: readonly DeliveryTry[]; readonly next: string | null }

const listPage = async (app: GitHubClient, parameters: Readonly<Record<string, unknown>>): Promise<Answer<Page>> => {
  let link = ''
  const listening: GitHubClient = {
    ...app,
    request: (async (...asked: Parameters<GitHubClient['request']>) => {
      const response = await app.request(...asked)
      link = response.headers.link ?? ''
      return response
    }) as GitHubClient['request'],
  }
  const answer = await rest(listening, 'GET /app/hook/deliveries', parameters, Deliveries)
  if (!answer.ok) return answer
  const next = /<([^>]+)>;\s*rel="next"/.exec(link)?.[1]
  return {
    ok: true,
    value: {
      tries: answer.value.map(({ id, guid, delivered_at, status_code, event }) => ({
        id,
        guid,
        at: Date.parse(delivered_at),
        failed: status_code < 200 || status_code >= 400,
        event,
      })),
      next: next === undefined ? null : (URL.parse(next)?.searchParams.get('cursor') ?? null),
    },
  }
}

const Deliveries = z.array(
  z.object({
    id: z.number(),
    guid: z.string(),
    delivered_at: z.string(),
    status_code: z.number(),
    event: z.string(),
  }),
)
