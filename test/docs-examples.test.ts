import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { loadConfig } from '../src/config.ts'
import { parseManifest } from '../src/core/manifest/parse.ts'
import { MANIFEST_NAME } from '../src/core/manifest/manifest.ts'
import { parsePolicy } from '../src/core/policy/parse.ts'
import { POLICY_FILE } from '../src/core/policy/policy.ts'
import { RULE_CODES } from '../src/core/rules/codes.ts'
import type { Parsed } from '../src/core/yaml/fault.ts'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

const examples = (path: string): string[] =>
  new MarkdownIt()
    .parse(read(path), {})
    .filter((token) => token.type === 'fence' && token.info === 'yaml')
    .map((token) => token.content)

const validator = (path: string) => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })
  addFormats.default(ajv)
  return ajv.compile(JSON.parse(read(path)) as object)
}

const manifest = (text: string): Parsed<unknown> => parseManifest({ path: MANIFEST_NAME, text })
const policy = (text: string): Parsed<unknown> =>
  parsePolicy({ path: POLICY_FILE, text }, { level: 'repository', file: POLICY_FILE, commit: null }, loadConfig())

describe.each([
  ['docs/manifest.md', 'schema/manifest.v1.json', manifest],
  ['docs/policy.md', 'schema/policy.v1.json', policy],
] as const)('the examples of %s', (page, schema, judge) => {
  const texts = examples(page)

  it('are there', () => {
    expect(texts.length).toBeGreaterThan(5)
  })

  it.each(texts)('can be read: %#', (text) => {
    expect(judge(text)).toMatchObject({ ok: true })
  })

  it.each(texts)('fit the published schema: %#', (text) => {
    const validate = validator(schema)
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true)
  })

  it('show every key that the schema knows', () => {
    const shown = new Set(texts.flatMap((text) => keysOf(parse(text))))
    const known = keysIn(JSON.parse(read(schema)))
    expect(known.filter((key) => !shown.has(key))).toEqual([])
  })

  it('stop fitting the published schema by an unknown key', () => {
    expect(validator(schema)({ ...(parse(texts[0] ?? '') as object), unknown: 1 })).toBe(false)
  })
})

/** Keys at any depth. */
const keysOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(keysOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, below]) => [key, ...keysOf(below)])
}

/** The same of a JSON Schema; how a rule is weighed is shown for some of them. */
const keysIn = (schema: unknown): string[] => {
  if (Array.isArray(schema)) return schema.flatMap(keysIn)
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, below]: [string, unknown]) => {
    if (key !== 'properties' || typeof below !== 'object' || below === null) return keysIn(below)
    const names = Object.keys(below)
    return [
      ...(names.every((name) => RULE_CODES.some((code) => code === name)) ? [] : names),
      ...Object.values(below).flatMap(keysIn),
    ]
  })
}
