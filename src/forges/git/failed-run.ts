import type { Unknown } from '../../core/case.ts'
import type { Answer } from '../answer.ts'
import type { GitRun } from './run-git.ts'

/** What a run of git that failed says of the repository at `host`. What git wrote is never quoted: a server writes it. */
export const failedRun = (run: GitRun & { ok: false }, host: string): Answer<never> => {
  switch (run.why) {
    case 'no-git':
      return unknown('malformed', 'git could not be run on this machine')
    case 'stopped':
      return unknown('timeout', `${host} did not hand out the repository in time`)
    case 'too-large':
      return unknown('too-large', `the repository at ${host} is larger than is fetched`)
    case 'failed':
      if (NOT_THERE.test(run.said)) return { ok: false, failure: { kind: 'missing' } }
      return BROKEN.test(run.said)
        ? unknown('malformed', `${host} handed out a repository that is broken`)
        : unknown('network', `git could not read the repository at ${host}`)
  }
}

const NOT_THERE = /not our ref|unadvertised object|couldn't find remote ref|repository '.*' not found/i
const BROKEN =
  /index-pack failed|invalid index-pack|pack has|bad (?:pack|object)|inflate|corrupt|did not send all necessary|unresolved delta|protocol error|bad line length|not valid: is this a git/i

const unknown = (cause: Unknown['cause'], detail: string): Answer<never> => ({
  ok: false,
  failure: { kind: 'unknown', why: { cause, detail, retryAt: null }, status: null },
})
