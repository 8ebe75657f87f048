import { loadEnvFile } from 'node:process'

/** Adds the variables of `.env` in the working directory, where there is one, to those that are not set yet. */
export const loadDotEnv = (): void => {
  try {
    loadEnvFile()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}
