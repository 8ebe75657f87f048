type Limits = {
  readonly slowMs: number
  /** Called once where it takes longer than `slowMs`. */
  readonly announce: () => void
  readonly tooSlowMs: number
}

/** What the work gives, or null where it takes longer than `tooSlowMs`; then nobody hears of how it ends. */
export const inTime = async <T>(work: Promise<T>, { slowMs, announce, tooSlowMs }: Limits): Promise<T | null> => {
  const late = Promise.withResolvers<null>()
  const slow = setTimeout(announce, slowMs)
  const tooSlow = setTimeout(() => late.resolve(null), tooSlowMs)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(slow)
    clearTimeout(tooSlow)
    work.catch(() => undefined)
  }
}
