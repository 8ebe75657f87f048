// Makes test/standin/openapi.json: the operations that the stand-in for GitHub knows, and the schemas that they reach,
// out of GitHub's official description. The package is 385 MB, so it's fetched when needed and is no dependency.
//
//   node scripts/openapi.ts [--check] [path to api.github.com.json]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { operationIds } from '../test/standin/operations.ts'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
type JsonObject = Record<string, Json>

const source = '@octokit/openapi@23.0.2'
const target = join(import.meta.dirname, '../test/standin/openapi.json')

/** Installs the package out of the repository's way and reads the description of github.com from it. */
const fetchDescription = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'openapi-'))
  try {
    writeFileSync(join(directory, 'package.json'), '{ "private": true }')
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    execFileSync('npm', ['install', ...options, source], { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] })
    return readFileSync(join(directory, 'node_modules/@octokit/openapi/generated/api.github.com.json'), 'utf8')
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const prose = new Set(['description', 'example', 'examples', 'externalDocs', 'headers', 'summary', 'tags', 'title'])
const noise = new Set(['deprecated', 'x-github', 'x-githubEnterprise', 'x-octokit'])
// Below these, keys are names that the API gives, whatever they look like.
const named = new Set(['properties', 'parameters', 'responses', 'schemas', 'content', 'paths'])

const strip = (value: Json, names = false): Json => {
  if (Array.isArray(value)) return value.map((item) => strip(item))
  if (!isObject(value)) return value
  const kept = Object.entries(value).filter(([key]) => names || (!prose.has(key) && !noise.has(key)))
  return Object.fromEntries(kept.map(([key, item]) => [key, strip(item, !names && named.has(key))]))
}

const at = (document: JsonObject, pointer: string): Json => {
  let value: Json = document
  for (const key of pointer.replace(/^#\//, '').split('/'))
    value = (isObject(value) ? value[key] : undefined) ?? fail(`${pointer} is missing from the description`)
  return value
}

const fail = (message: string): never => {
  throw new Error(message)
}

function* references(value: Json): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* references(item)
  if (!isObject(value)) return
  for (const [key, item] of Object.entries(value))
    if (key === '$ref' && typeof item === 'string') yield item
    else yield* references(item)
}

const inOrder = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)))

const prune = (document: JsonObject): JsonObject => {
  const wanted = new Set<string>(operationIds)
  const paths: JsonObject = {}
  const allPaths = document['paths']
  for (const [path, methods] of Object.entries(isObject(allPaths) ? allPaths : {})) {
    const kept = Object.entries(isObject(methods) ? methods : {}).filter(
      ([, operation]) =>
        isObject(operation) && typeof operation['operationId'] === 'string' && wanted.delete(operation['operationId']),
    )
    if (kept.length > 0) paths[path] = Object.fromEntries(kept.map(([method, operation]) => [method, strip(operation)]))
  }
  if (wanted.size > 0) fail(`The description lacks ${[...wanted].join(', ')}`)

  const components: Record<string, JsonObject> = {}
  const waiting = [...references(paths)]
  for (let pointer = waiting.pop(); pointer !== undefined; pointer = waiting.pop()) {
    const [, , group = '', name = ''] = pointer.split('/')
    const kind = (components[group] ??= {})
    if (name in kind) continue
    const component = strip(at(document, pointer))
    kind[name] = component
    waiting.push(...references(component))
  }
  const info = isObject(document['info']) ? document['info'] : {}
  return {
    openapi: document['openapi'] ?? '',
    info: { title: 'GitHub REST API, as far as the stand-in knows it', version: info['version'] ?? '' },
    'x-source': source,
    paths: inOrder(paths),
    components: inOrder(Object.fromEntries(Object.entries(components).map(([key, kind]) => [key, inOrder(kind)]))),
  }
}

/** One line for whatever fits in it, so that a change of the description reads as one of a few lines. */
const print = (value: Json, indent = ''): string => {
  const line = JSON.stringify(value)
  if (indent.length + line.length <= 160 || typeof value !== 'object' || value === null) return line
  const inner = `${indent} `
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const items = Array.isArray(value)
    ? value.map((item) => inner + print(item, inner))
    : Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}:${print(item, inner)}`)
  return `${open}\n${items.join(',\n')}\n${indent}${close}`
}

const { values, positionals } = parseArgs({ options: { check: { type: 'boolean' } }, allowPositionals: true })
const [file] = positionals
const text = file === undefined ? fetchDescription() : readFileSync(file, 'utf8')
const pruned = `${print(prune(JSON.parse(text) as JsonObject))}\n`
if (values.check !== true) writeFileSync(target, pruned)
else if (readFileSync(target, 'utf8') !== pruned) {
  process.stderr.write('test/standin/openapi.json is not what scripts/openapi.ts makes of it: run npm run openapi\n')
  process.exitCode = 1
}
