/** Calls `then` once after `delayMs`, unless the returned function is called before. */
export type StartTimer = (then: () => void, delayMs: number) => () => void

/** A timer that doesn't keep the process alive. */
export const startTimer: StartTimer = (then, delayMs) => {
  const timer = setTimeout(then, delayMs).unref()
  return () => clearTimeout(timer)
}
