import type { Variables } from '../app/variables.ts'

/**
 * Where the caller stands. npm runs a script in the directory of its package and names the caller's in `INIT_CWD`;
 * only where the script is our own, as a script of another package that calls this tool means its own directory.
 */
export const callersDirectory = (variables: Variables, current: string): string =>
  variables['npm_lifecycle_event'] === 'cli' && variables['npm_package_name'] === 'open-userspace'
    ? (variables['INIT_CWD'] ?? current)
    : current
