import { devNull } from 'node:os'
import type { Pin } from '../net/send.ts'

/** Where git may connect to: one address of a repository, with what was checked of it. */
export type Remote = {
  readonly url: URL
  readonly pin: Pin
  /** A dumb server hands out files, and knows neither shallow nor filtered fetches. */
  readonly isDumb: boolean
}

/**
 * What git is told on its command line, which overrides all configuration and is handed down to what it starts: no
 * protocol but the remote's own, no redirect, no other address than the checked ones, no hook, helper, prompt or
 * submodule, and nothing done to the repository beside what is asked.
 */
export const gitOptions = ({ url, pin }: Pick<Remote, 'url' | 'pin'>): readonly string[] =>
  [
    'protocol.allow=never',
    `protocol.${url.protocol.slice(0, -1)}.allow=always`,
    'protocol.version=2',
    'http.followRedirects=false',
    ...(pin.addresses === null
      ? []
      : [`http.curloptResolve=${url.hostname}:443:${pin.addresses.map(literal).join(',')}`]),
    'http.proxy=',
    'http.emptyAuth=false',
    'credential.helper=',
    'core.askPass=',
    `core.hooksPath=${devNull}`,
    'core.fsmonitor=false',
    'submodule.recurse=false',
    'fetch.recurseSubmodules=false',
    'fetch.writeCommitGraph=false',
    'transfer.bundleURI=false',
    'transfer.credentialsInUrl=die',
    // Objects stay in the pack that they came in, so that its size is what they take.
    'transfer.unpackLimit=1',
    'gc.auto=0',
    'maintenance.auto=false',
    'pack.threads=1',
  ].flatMap((option) => ['-c', option])

const literal = (address: string): string => (address.includes(':') ? `[${address}]` : address)

/** Nothing of the user's or the machine's configuration, and no way to ask anybody anything. `ca`: a file with PEM. */
export const gitEnvironment = (home: string, ca: string | null): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: home,
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_LFS_SKIP_SMUDGE: '1',
  ...(ca === null ? {} : { GIT_SSL_CAINFO: ca }),
})
