/**
 * What GitHub takes from an installation. Its documented limit on content is about 80 writes a minute, of which we know
 * by no header: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 * All other limits are told by its answers. Times are epoch milliseconds.
 */
export type Budget = {
  /** Keeps time for one write, and says when it may be made: now or earlier where it may at once. */
  readonly reserve: (installationId: number) => Promise<number>
  /** GitHub takes nothing from this installation before `until`. */
  readonly block: (installationId: number, until: number) => Promise<void>
  /** 0 where it takes what comes. */
  readonly blockedUntil: (installationId: number) => Promise<number>
}

export type BudgetOptions = {
  /** 0: no limit of ours. */
  readonly writesPerMinute: number
  readonly now?: () => number
}

/** Between two writes, in milliseconds, once the first minute's worth of them is spent. */
export const writeInterval = (writesPerMinute: number): number => MINUTE_MS / writesPerMinute

const MINUTE_MS = 60_000

/** The budgets of all installations, kept in memory. */
export const createMemoryBudget = ({ writesPerMinute, now = Date.now }: BudgetOptions): Budget => {
  /** When an installation would have spent nothing, had it made its writes evenly. */
  const paid = new Map<number, number>()
  const blocks = new Map<number, number>()

  const reserve = (installationId: number): number => {
    if (writesPerMinute === 0) return now()
    const interval = writeInterval(writesPerMinute)
    const from = Math.max(paid.get(installationId) ?? 0, now())
    forgetPaid()
    paid.set(installationId, from + interval)
    return Math.max(now(), from - MINUTE_MS + interval)
  }

  /** An installation that was quiet for long is as one that never was. */
  const forgetPaid = (): void => {
    if (paid.size < MANY) return
    for (const [id, until] of paid) if (until <= now()) paid.delete(id)
  }

  return {
    reserve: (installationId) => Promise.resolve(reserve(installationId)),
    block: (installationId, until) => {
      blocks.set(installationId, Math.max(blocks.get(installationId) ?? 0, until))
      return Promise.resolve()
    },
    blockedUntil: (installationId) => {
      const until = blocks.get(installationId) ?? 0
      if (until > now()) return Promise.resolve(until)
      blocks.delete(installationId)
      return Promise.resolve(0)
    },
  }
}

const MANY = 10_000
