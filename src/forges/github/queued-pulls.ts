import { z } from 'zod'
import type { RepositoryName } from './blobs.ts'
import { type Answer, type GitHubClient, graphql } from './client.ts'
import { failureBeside } from './failure-beside.ts'
import { QUEUED, QUEUE_PREFIX } from './heads.ts'

const QUERY = `query QueuedPulls($owner: String!, $name: String!, $queue: String!) {
  repository(owner: $owner, name: $name) { refs(refPrefix: $queue, first: 100) { nodes { name target { oid } } } }
}`

const Ref = z.object({ name: z.string(), target: z.object({ oid: z.string() }).nullable() })
const Answered = z.object({
  repository: z.object({ refs: z.object({ nodes: z.array(Ref.nullable()).nullable() }).nullable() }).nullable(),
})

/**
 * Numbers of the pull requests that a merge group puts onto its base. A queue's branches tell: each is named after one
 * pull request and the commit that it is put onto, which is the head of the one before it. Empty where it isn't queued any more.
 */
export const readQueuedPulls = async (
  client: GitHubClient,
  { owner, name }: RepositoryName,
  group: { readonly head: string; readonly base: string },
): Promise<Answer<readonly number[]>> => {
  const answer = await graphql(client, QUERY, { owner, name, queue: QUEUE_PREFIX }, Answered)
  if (!answer.ok) return answer
  const { data, errors } = answer.value
  const failed = failureBeside(errors)
  if (failed !== null) return failed
  const entries = new Map(
    (data.repository?.refs?.nodes ?? []).flatMap((ref) => {
      const { number, base } = QUEUED.exec(ref?.name ?? '')?.groups ?? {}
      return !ref?.target || number === undefined || base === undefined
        ? []
        : [[ref.target.oid, { number: Number(number), base }] as const]
    }),
  )
  const numbers = new Set<number>()
  for (let head = group.head; head !== group.base;) {
    const entry = entries.get(head)
    if (entry === undefined || numbers.has(entry.number)) break
    numbers.add(entry.number)
    head = entry.base
  }
  return { ok: true, value: [...numbers] }
}
