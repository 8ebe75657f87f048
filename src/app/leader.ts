/** Which of the processes does what only one is to do. */
export type Leader = {
  /** Begins to stand for it; `elected` is called each time that this process becomes the one. */
  readonly start: (elected: () => void) => void
  readonly isMe: () => boolean
  /** Whether there is one at all. */
  readonly isKnown: () => Promise<boolean>
  /** Gives it up, so that another needn't wait. */
  readonly stop: () => Promise<void>
}

/** The only process there is. */
export const createOnlyLeader = (): Leader => ({
  start: (elected) => elected(),
  isMe: () => true,
  isKnown: () => Promise.resolve(true),
  stop: () => Promise.resolve(),
})
