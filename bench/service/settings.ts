/** How the service is run when it is measured. */
export const SETTINGS = {
  GITHUB_WRITES_PER_MINUTE: '0',
  // The sweep at start would judge them before the webhooks do.
  SWEEP_INTERVAL: '24h',
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: 'info',
  LOG_FORMAT: 'json',
} as const
