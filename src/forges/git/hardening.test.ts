import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { gitEnvironment, gitOptions, type Remote } from './hardening.ts'
import { runGit } from './run-git.ts'

const HOST = 'git.invalid'
const remote = (addresses: readonly string[] | null): Remote => ({
  url: new URL(`https://${HOST}/a/b`),
  pin: { addresses, ca: null },
  isDumb: false,
})

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hardening-'))
})
afterEach(() => {
  rmSync(home, { recursive: true })
  vi.unstubAllEnvs()
})

/** What git says of a repository that it can't have. */
const said = async (address: string, addresses: readonly string[] | null = ['127.0.0.1']): Promise<string> => {
  const args = [...gitOptions(remote(addresses)), 'ls-remote', '--', address]
  const ended = await runGit({ args, env: gitEnvironment(home, null), signal: AbortSignal.timeout(15_000) })
  return ended.ok ? 'nothing' : ended.said
}

describe('git', () => {
  it('connects to the addresses that were checked, whatever the name leads to', async () => {
    expect(await said(`https://${HOST}/a/b`, null)).toMatch(/resolve/i)
    const pinned = await said(`https://${HOST}/a/b`)
    expect(pinned).not.toMatch(/resolve/i)
    expect(pinned).toContain(HOST)
  })

  it('takes addresses of either kind, in the form of curl', () => {
    expect(gitOptions(remote(['93.184.216.34', '2606:4700::1']))).toContain(
      `http.curloptResolve=${HOST}:443:93.184.216.34,[2606:4700::1]`,
    )
  })

  it.each([
    `http://${HOST}/a/b`,
    `git://${HOST}/a/b`,
    `ssh://git@${HOST}/a/b`,
    'file:///etc',
    'ext::sh -c touch% /tmp/open-userspace-was-here',
    'fd::7',
  ])('speaks no other protocol than that of its remote: %s', async (address) => {
    expect(await said(address)).toMatch(/not allowed/)
  })

  it('knows nothing of what the user, the machine or the environment say', async () => {
    const config = '[url "file:///"]\n\tinsteadOf = https://\n[protocol]\n\tallow = always\n'
    writeFileSync(join(home, '.gitconfig'), config)
    writeFileSync(join(home, 'elsewhere'), config)
    vi.stubEnv('GIT_CONFIG_GLOBAL', join(home, 'elsewhere'))
    vi.stubEnv('GIT_CONFIG_COUNT', '1')
    vi.stubEnv('GIT_CONFIG_KEY_0', 'url.file:///.insteadOf')
    vi.stubEnv('GIT_CONFIG_VALUE_0', 'https://')
    vi.stubEnv('GIT_SSH_COMMAND', 'false')
    vi.stubEnv('https_proxy', 'http://127.0.0.1:1')
    expect(await said(`https://${HOST}/a/b`)).toContain(`https://${HOST}/a/b`)
    expect(Object.keys(gitEnvironment(home, null)).toSorted()).toEqual([
      'GIT_ATTR_NOSYSTEM',
      'GIT_CONFIG_GLOBAL',
      'GIT_CONFIG_NOSYSTEM',
      'GIT_LFS_SKIP_SMUDGE',
      'GIT_NO_REPLACE_OBJECTS',
      'GIT_OPTIONAL_LOCKS',
      'GIT_TERMINAL_PROMPT',
      'HOME',
      'LC_ALL',
      'PATH',
    ])
  })
})
