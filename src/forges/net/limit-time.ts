/** A signal that aborts after so many milliseconds, or with the other one, until `end` is called. */
export type TimeLimit = { readonly signal: AbortSignal; readonly end: () => void }

/**
 * What `AbortSignal.timeout` and `AbortSignal.any` do, but gone once the work is done: theirs stay in memory until their
 * time has passed and a collector has come.
 */
export const limitTime = (ms: number, other?: AbortSignal): TimeLimit => {
  const limit = new AbortController()
  const stop = () => limit.abort(other?.reason)
  const timer = setTimeout(() => limit.abort(new DOMException('it took too long', 'TimeoutError')), ms)
  timer.unref()
  if (other?.aborted === true) stop()
  else other?.addEventListener('abort', stop, { once: true })
  return {
    signal: limit.signal,
    end: () => {
      clearTimeout(timer)
      other?.removeEventListener('abort', stop)
    },
  }
}
