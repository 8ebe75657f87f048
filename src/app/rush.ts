import { startTimer } from './timer.ts'

/** Whether webhooks come in such numbers that judging would keep their senders waiting. */
export type Rush = {
  /** One came. */
  readonly note: () => void
  /** Resolves once the rush is over, and after a second at the latest: verdicts must come in the longest one too. */
  readonly over: () => Promise<void>
}

const WINDOW_MS = 100
/** In one window. */
const MANY = 20
const MOST_WINDOWS = 10

export const createRush = (now: () => number = () => performance.now()): Rush => {
  let from = now()
  let came = 0
  let before = 0

  /** Moves on to the window that it is now. */
  const turn = (): void => {
    const windows = Math.floor((now() - from) / WINDOW_MS)
    if (windows === 0) return
    before = windows === 1 ? came : 0
    came = 0
    from += windows * WINDOW_MS
  }

  return {
    note: () => {
      turn()
      came++
    },
    over: async () => {
      for (let waited = 0; waited < MOST_WINDOWS; waited++) {
        turn()
        if (Math.max(came, before) < MANY) return
        const { promise, resolve } = Promise.withResolvers<undefined>()
        startTimer(() => resolve(undefined), WINDOW_MS)
        await promise
      }
    },
  }
}
