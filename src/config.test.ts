import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadConfig } from './config.ts'

describe('the shipped configuration', () => {
  const config = loadConfig()

  it('asks for an open userspace and compiler by default', () => {
    expect(config.presets[config.defaultPreset]).toMatchObject({
      mode: 'enforce',
      line: { paths: [] },
      roles: {
        userspace: { required: 'always', class: 'open' },
        compiler: { required: 'always', class: 'open' },
        firmware: { required: 'asked', class: 'redistributable' },
      },
    })
  })

  it('lets no licence that OSI refused or restricts use pass for open', () => {
    for (const id of [
      'SSPL-1.0',
      'BUSL-1.1',
      'JSON',
      'Elastic-2.0',
      'Hippocratic-2.1',
      'FSL-1.1-MIT',
      'CC-BY-NC-4.0',
      'CC-BY-ND-4.0',
    ]) {
      expect(config.licenses.classes[id]).toBe('source-available')
      expect(config.licenses.osi.has(id)).toBe(false)
    }
  })

  it('holds line tokens that match the same way each time', () => {
    expect(config.line.tokens.length).toBeGreaterThan(0)
    for (const { pattern } of config.line.tokens) expect(pattern.flags).toBe('')
  })

  it('names each repository once, and levelled', () => {
    const named = config.upstreams.flatMap(({ canonical, path = '', mirrors, copies }) => [
      `${canonical}:${path}`,
      ...mirrors,
      ...copies,
    ])
    expect(new Set(named.map((url) => url.toLowerCase())).size).toBe(named.length)
    const canonical = new Set(config.upstreams.map((upstream) => upstream.canonical.toLowerCase()))
    const others = config.upstreams.flatMap(({ mirrors, copies }) => [...mirrors, ...copies])
    expect(others.filter((url) => canonical.has(url.toLowerCase()))).toEqual([])
  })

  it('names each host once, and trusts none of its own accord', () => {
    const hosts = config.forges.map(({ host }) => host)
    expect(new Set(hosts).size).toBe(hosts.length)
    expect(config.forges.every(({ operator }) => operator === null)).toBe(true)
  })
})

describe('a fault in a file', () => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'config-'))
    cpSync(new URL('../config/', import.meta.url), directory, { recursive: true })
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  it.each([
    ['forges.yml', 'forges:\n  - { host: GitHub.com, kind: github }\n', 'forges.yml:2:13:'],
    ['forges.yml', 'forges:\n  - { host: github.com, kind: githup }\n', 'forges.yml:2:31:'],
    [
      'upstreams.yml',
      'upstreams:\n  - { project: x, canonical: http://a.b/c, mirrors: [], copies: [], source: y }\n',
      'upstreams.yml:2:30:',
    ],
    ['line.yml', "tokens:\n  - { kind: uapi, in: source, pattern: '(', source: y }\n", 'line.yml:2:40:'],
    ['policies/driver.yml', 'version: 1\nmode: enforce\n', 'policies/driver.yml:1:1:'],
  ])('of %s is thrown with its place', (file, text, place) => {
    writeFileSync(join(directory, file), text)
    expect(() => loadConfig(pathToFileURL(`${directory}/`))).toThrow(place)
  })

  it('is an id that SPDX does not list, or one in two classes', () => {
    const load = (open: string) => {
      const rest =
        'redistributable: []\nsource-available: [{ id: JSON, reason: x }]\nproprietary: []\npermissions: []\n'
      writeFileSync(join(directory, 'licenses.yml'), `open: [{ id: ${open}, reason: x }]\n${rest}`)
      return () => loadConfig(pathToFileURL(`${directory}/`))
    }
    expect(load('X12')).toThrow('licenses.yml:1:14:')
    expect(load('JSON')).toThrow('JSON is listed twice')
    expect(load('X11')).not.toThrow()
  })

  it('is a missing default preset', () => {
    rmSync(join(directory, 'policies/driver.yml'))
    expect(() => loadConfig(pathToFileURL(`${directory}/`))).toThrow('driver.yml')
  })
})
