import process from 'node:process'

/** Runs `stop` at the first SIGTERM or SIGINT and exits 0 once it is done, or 1 where it fails; the second exits at once. */
export const onSignals = (stop: () => Promise<void>): void => {
  let stopping = false
  const handle = () => {
    if (stopping) process.exit(1)
    stopping = true
    void stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', handle)
  process.on('SIGINT', handle)
}
