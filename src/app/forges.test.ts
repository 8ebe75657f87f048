import { expect, test } from 'vitest'
import { loadConfig } from '../config.ts'
import type { ForgeConfig } from '../core/config.ts'
import { withForges } from './forges.ts'

const config = loadConfig()
const GITHUB = { apiBase: 'https://api.github.com', webOrigin: 'https://github.com' }
const ENTERPRISE = { apiBase: 'https://ghe.example:8443/api/v3', webOrigin: 'https://ghe.example:8443' }

const operated = (host: string): ForgeConfig => ({
  host,
  kind: 'gitlab',
  api: 'http://127.0.0.1:9000/api/v4',
  archive: null,
  run: 'the operator of this service',
  operator: { ca: null },
})

test('github.com stays where the App is there', () => {
  expect(withForges(config, GITHUB, [])).toEqual(config)
})

test('another address of its API is the operator’s, and trusted as such', () => {
  const { forges } = withForges(config, { ...GITHUB, apiBase: 'http://127.0.0.1:9000' }, [])
  expect(forges.find(({ host }) => host === 'github.com')).toMatchObject({
    api: 'http://127.0.0.1:9000',
    operator: { ca: null },
  })
})

test('a GitHub Enterprise Server takes the place of github.com, which its API knows nothing about', () => {
  const { forges } = withForges(config, ENTERPRISE, [])
  expect(forges.some(({ host }) => host === 'github.com')).toBe(false)
  expect(forges.find(({ host }) => host === 'ghe.example')).toMatchObject({ kind: 'github', api: ENTERPRISE.apiBase })
})

test('the operator’s file adds hosts, and its word on one replaces the shipped one', () => {
  const { forges } = withForges(config, GITHUB, [operated('gitlab.example'), operated('github.com')])
  expect(forges.filter(({ host }) => host === 'gitlab.example')).toHaveLength(1)
  expect(forges.filter(({ host }) => host === 'github.com')).toMatchObject([{ kind: 'gitlab' }])
})
