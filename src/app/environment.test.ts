import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readEnvironment } from './environment.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()

const directory = mkdtempSync(join(tmpdir(), 'environment-'))
const keyFile = join(directory, 'app.pem')
writeFileSync(keyFile, pkcs1)
afterAll(() => rmSync(directory, { recursive: true }))

const base = { APP_ID: '42', PRIVATE_KEY: pkcs8, WEBHOOK_SECRET: 'a secret' }

const value = (changes: Record<string, string | undefined>) => {
  const read = readEnvironment({ ...base, ...changes })
  if (!read.ok) throw new Error(read.faults.join('\n'))
  return read.value
}

const faults = (changes: Record<string, string | undefined>) => {
  const read = readEnvironment({ ...base, ...changes })
  return read.ok ? [] : read.faults
}

test('has a default for whatever is not an identity or a secret', () => {
  expect(value({})).toEqual({
    appId: 42,
    privateKey: pkcs8,
    webhookSecret: 'a secret',
    host: 'localhost',
    port: 3000,
    logLevel: 'info',
    logFormat: 'pretty',
    forges: [],
    github: { apiBase: 'https://api.github.com', webOrigin: 'https://github.com' },
    redisUrl: null,
    otlpEndpoint: null,
    role: 'all',
    writesPerMinute: 80,
    sweepIntervalMs: 600_000,
    rejudgeAfterMs: 86_400_000,
    shutdownGraceMs: 10_000,
    requireFloor: false,
  })
})

test('takes an empty variable for an unset one', () => {
  expect(value({ PORT: '', HOST: ' ', GHE_HOST: '' })).toEqual(value({}))
  expect(faults({ WEBHOOK_SECRET: ' ' })).toHaveLength(1)
})

test.each([
  ['PKCS#8', { PRIVATE_KEY: pkcs8 }],
  ['PKCS#1', { PRIVATE_KEY: pkcs1 }],
  ['newlines written out', { PRIVATE_KEY: pkcs1.replaceAll('\n', '\\n') }],
  ['base64', { PRIVATE_KEY: Buffer.from(pkcs1).toString('base64') }],
  ['a file', { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: keyFile }],
])('takes a private key as %s', (_, changes) => {
  expect(value(changes).privateKey).toBe(pkcs8)
})

describe('the address of GitHub', () => {
  test.each([
    [{ GITHUB_API_URL: 'http://127.0.0.1:8080/' }, 'http://127.0.0.1:8080', 'https://github.com'],
    [{ GITHUB_API_URL: 'https://ghe.example/api/v3' }, 'https://ghe.example/api/v3', 'https://github.com'],
    [{ GHE_HOST: 'ghe.example' }, 'https://ghe.example/api/v3', 'https://ghe.example'],
    [
      { GHE_HOST: 'ghe.example:8443', GHE_PROTOCOL: 'http' },
      'http://ghe.example:8443/api/v3',
      'http://ghe.example:8443',
    ],
  ])('%o', (changes, apiBase, webOrigin) => {
    expect(value(changes).github).toEqual({ apiBase, webOrigin })
  })
})

test.each<[string, Record<string, string | undefined>]>([
  ['APP_ID', { APP_ID: undefined }],
  ['APP_ID', { APP_ID: 'forty-two' }],
  ['APP_ID', { APP_ID: '0' }],
  ['APP_ID', { APP_ID: '42.5' }],
  ['WEBHOOK_SECRET', { WEBHOOK_SECRET: undefined }],
  ['WEBHOOK_SECRET', { WEBHOOK_SECRET: 'development' }],
  ['PRIVATE_KEY', { PRIVATE_KEY: undefined }],
  ['PRIVATE_KEY', { PRIVATE_KEY: 'sesame' }],
  ['PRIVATE_KEY', { PRIVATE_KEY: pkcs8.slice(0, 200) }],
  ['PRIVATE_KEY', { PRIVATE_KEY: elliptic }],
  ['PRIVATE_KEY', { PRIVATE_KEY_PATH: keyFile }],
  ['PRIVATE_KEY_PATH', { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: join(directory, 'missing.pem') }],
  ['HOST', { HOST: 'http://0.0.0.0' }],
  ['PORT', { PORT: '65536' }],
  ['PORT', { PORT: '-1' }],
  ['PORT', { PORT: 'http' }],
  ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
  ['LOG_FORMAT', { LOG_FORMAT: 'xml' }],
  ['GHE_HOST', { GHE_HOST: 'https://ghe.example' }],
  ['GHE_PROTOCOL', { GHE_HOST: 'ghe.example', GHE_PROTOCOL: 'ftp' }],
  ['GITHUB_API_URL', { GITHUB_API_URL: 'api.github.com' }],
  ['GITHUB_API_URL', { GITHUB_API_URL: 'ftp://api.github.com' }],
  ['GITHUB_API_URL', { GITHUB_API_URL: 'https://sesame@api.github.com' }],
  ['GITHUB_API_URL', { GITHUB_API_URL: 'https://api.github.com', GHE_HOST: 'ghe.example' }],
  ['REDIS_URL', { REDIS_URL: 'http://sesame@redis.example' }],
  ['REQUIRE_FLOOR', { REQUIRE_FLOOR: 'yes' }],
])('a wrong %s is one fault, on one line, that quotes no value', (name, changes) => {
  const found = faults(changes)
  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(new RegExp(`^${name} [^\\n]+$`))
  expect(found[0]).not.toContain('sesame')
})

test('tells of all faults at once', () => {
  expect(faults({ APP_ID: 'x', PORT: 'x', PRIVATE_KEY: undefined, GHE_PROTOCOL: 'x' })).toHaveLength(4)
})
