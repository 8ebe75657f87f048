import { expect, test } from 'vitest'
import type { ForgeConfig } from '../core/config.ts'
import { parseRewrites, withRewrites } from './rewrites.ts'

const forge = (host: string, kind: ForgeConfig['kind']): ForgeConfig => ({
  host,
  kind,
  api: null,
  archive: null,
  run: 'x',
  operator: null,
})

test('rewrites are read as git lists them', () => {
  expect(
    parseRewrites(
      'url.http://mirror.internal/kernel/.insteadof\nhttps://git.kernel.org/\0url.git@github.com:.insteadof\nhttps://github.com/\0',
    ),
  ).toEqual([
    { base: 'http://mirror.internal/kernel/', insteadOf: 'https://git.kernel.org/' },
    { base: 'git@github.com:', insteadOf: 'https://github.com/' },
  ])
})

test('the longest match says where a plain git host is asked, and no other forge is touched', () => {
  const rewrites = [
    { base: 'http://mirror.internal/all/', insteadOf: 'https://' },
    { base: 'http://mirror.internal/kernel/', insteadOf: 'https://git.kernel.org/' },
    { base: 'git@codeberg.org:', insteadOf: 'https://codeberg.org/' },
  ]
  const forges = ['git.kernel.org', 'codeberg.org'].map((host) => forge(host, 'git'))
  const gitlab = forge('gitlab.com', 'gitlab')
  expect(withRewrites([...forges, gitlab], rewrites)).toEqual([
    { ...forges[0], archive: 'http://mirror.internal/kernel', operator: { ca: null } },
    { ...forges[1], archive: 'http://mirror.internal/all/codeberg.org', operator: { ca: null } },
    gitlab,
  ])
  expect(withRewrites(forges, [])).toEqual(forges)
})
