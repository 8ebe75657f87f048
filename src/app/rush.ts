import { startTimer } from './timer.ts'

/** Whether webhooks come in such numbers that judging would keep their senders waiting. */
export type Rush = {
  /** One came. */
  readonly note: () => void
  /**
   * Resolves when a job may begin, with what is to be called at its end: in a rush once it is over, and after a second at
   * the latest when few others run, as verdicts must come in the longest one too.
   */
  readonly begin: () => Promise<() => void>
}

const WINDOW_MS = 100
/** In one window. */
const MANY = 10
const MOST_WINDOWS = 10
/** Each takes some milliseconds at a time, which whoever sends a webhook then waits for. */
const MOST_JOBS = 4

export const createRush = (now: () => number = () => performance.now()): Rush => {
  let from = now()
  let came = 0
  let before = 0
  let running = 0
  /** Wakes one that has waited for a second. */
  const waiting: (() => void)[] = []

  /** Moves on to the window that it is now. */
  const turn = (): void => {
    const windows = Math.floor((now() - from) / WINDOW_MS)
    if (windows === 0) return
    before = windows === 1 ? came : 0
    came = 0
    from += windows * WINDOW_MS
  }

  const isNow = (): boolean => {
    turn()
    return Math.max(came, before) >= MANY
  }

  return {
    note: () => {
      turn()
      came++
    },
    begin: async () => {
      for (let waited = 0; isNow() && (waited < MOST_WINDOWS || running >= MOST_JOBS); waited++) {
        const { promise, resolve } = Promise.withResolvers<undefined>()
        const cancel = startTimer(() => resolve(undefined), WINDOW_MS)
        if (waited >= MOST_WINDOWS) waiting.push(() => resolve(undefined))
        await promise
        cancel()
      }
      running++
      return () => {
        running--
        waiting.shift()?.()
      }
    },
  }
}
