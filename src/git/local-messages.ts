import type { Git } from './git.ts'

/** As many as are read of a pull request. */
const MOST_COMMITS = 100

/** Messages of the commits since one, oldest first; none where git can't tell. */
export const localMessages = async (git: Git, since: string): Promise<readonly string[]> => {
  const log = await git('log', '--reverse', `--max-count=${MOST_COMMITS}`, '--format=%B%x00', `${since}..HEAD`, '--')
  return log.ok
    ? log.out
        .split('\0')
        .map((message) => message.trim())
        .filter((message) => message !== '')
    : []
}
