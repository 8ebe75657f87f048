import process, { loadEnvFile } from 'node:process'

/**
 * Adds the variables of `.env` in the working directory, where there is one, to those that are not set yet. Ends the
 * process with 2, as any wrong environment does, where it can't be read.
 */
export const loadDotEnv = (): void => {
  try {
    loadEnvFile()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    if (code === 'ENOENT') return
    console.error(`.env cannot be read (${code})`)
    process.exit(2)
  }
}
