import { describe, expect, it } from 'vitest'
import type { Answer } from '../answer.ts'
import type { Unknown } from '../../core/case.ts'
import { createLane } from './lane.ts'

const failure = (cause: Unknown['cause'], retryAt: string | null = null): Answer<never> => ({
  ok: false,
  failure: { kind: 'unknown', why: { cause, detail: cause, retryAt }, status: null },
})
const fine: Answer<string> = { ok: true, value: 'there' }

/** Answers one after the other, the last for ever, and counts them. */
const asked = (...answers: Answer<string>[]) => {
  let count = 0
  const ask = () => Promise.resolve(answers[Math.min(count++, answers.length - 1)] ?? fine)
  return { ask, count: () => count }
}

const NOW = Date.parse('2026-06-01T00:00:00Z')
const options = { host: 'gitlab.example', retries: { most: 2, after: 1 }, now: () => NOW }

describe('a lane', () => {
  it('asks again where a failure may pass, and not for ever', async () => {
    const passing = asked(failure('server-error'), failure('network'), fine)
    expect(await createLane(options)(passing.ask)).toEqual(fine)
    const lasting = asked(failure('network'))
    expect(await createLane(options)(lasting.ask)).toEqual(failure('network'))
    expect(lasting.count()).toBe(3)
  })

  it.each([failure('timeout'), failure('forbidden'), failure('rate-limit', '2026-06-01T01:00:00Z')])(
    'asks once where asking again is in vain',
    async (answer) => {
      const once = asked(answer)
      expect(await createLane(options)(once.ask)).toEqual(answer)
      expect(once.count()).toBe(1)
    },
  )

  it('asks nobody before a limit has passed, and says when', async () => {
    const lane = createLane(options)
    await lane(asked(failure('rate-limit', '2026-06-01T01:00:00Z')).ask)
    const other = asked(fine)
    expect(await lane(other.ask)).toMatchObject({
      ok: false,
      failure: { why: { cause: 'rate-limit', retryAt: '2026-06-01T01:00:00.000Z' } },
    })
    expect(other.count()).toBe(0)
  })

  it('lets a forge rest that fails, and says when it is asked again', async () => {
    const lane = createLane({ ...options, breaker: { failures: 2, rest: 60_000 } })
    await lane(asked(failure('timeout')).ask)
    await lane(asked(failure('timeout')).ask)
    const other = asked(fine)
    expect(await lane(other.ask)).toMatchObject({
      ok: false,
      failure: { why: { cause: 'server-error', retryAt: '2026-06-01T00:01:00.000Z' } },
    })
    expect(other.count()).toBe(0)
  })

  it('asks so many at a time', async () => {
    let running = 0
    let most = 0
    const lane = createLane({ ...options, concurrency: 3 })
    const ask = async (): Promise<Answer<string>> => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
      return fine
    }
    await Promise.all(Array.from({ length: 20 }, () => lane(ask)))
    expect(most).toBe(3)
  })
})
