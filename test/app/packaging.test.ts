import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'

const file = (path: string) => new URL(`../../${path}`, import.meta.url)
const read = (path: string) => readFileSync(file(path), 'utf8')

type Instruction = { readonly keyword: string; readonly rest: string }

/** Splits a Dockerfile into its instructions: comments left out, continued lines joined. */
const instructions = (text: string): readonly Instruction[] =>
  text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, keyword, rest] = /^([A-Z]+)\s+(\S.*)$/.exec(line) ?? []
      if (keyword === undefined || rest === undefined) throw new Error(`no instruction: ${line}`)
      return { keyword, rest }
    })

const dockerfile = instructions(read('Dockerfile'))
const all = (keyword: string) => dockerfile.filter((each) => each.keyword === keyword).map(({ rest }) => rest)
const copied = all('COPY').flatMap((rest) => rest.split(/\s+/).slice(0, -1))

test('the Dockerfile is made of instructions that exist, and begins with its base', () => {
  const known = ['FROM', 'WORKDIR', 'ENV', 'COPY', 'RUN', 'USER', 'EXPOSE', 'HEALTHCHECK', 'CMD']
  expect(dockerfile.map(({ keyword }) => keyword).filter((keyword) => !known.includes(keyword))).toEqual([])
  expect(dockerfile[0]).toEqual({ keyword: 'FROM', rest: 'node:24-slim' })
})

test('what runs are lists of words, never lines for a shell', () => {
  const commands = [...all('CMD'), ...all('HEALTHCHECK').map((rest) => rest.replace(/^.*?CMD /, ''))]
  expect(commands).toHaveLength(2)
  for (const command of commands) {
    const words = JSON.parse(command) as string[]
    expect(words[0]).toBe('node')
    const program = words.slice(1).find((word) => !word.startsWith('--'))
    if (program !== '-e') expect(existsSync(file(program ?? 'none'))).toBe(true)
  }
})

test('the image runs without rights, and holds git and production dependencies alone', () => {
  expect(all('USER')).toEqual(['node'])
  const [system, install] = all('RUN')
  expect(system).toMatch(/apt-get install --yes --no-install-recommends git ca-certificates\b/)
  for (const flag of ['npm ci', '--omit=dev', '--ignore-scripts']) expect(install).toContain(flag)
})

test('the image gets what exists, and nothing gets past .dockerignore but that', () => {
  expect(copied.filter((path) => !existsSync(file(path)))).toEqual([])
  const lines = read('.dockerignore').split('\n')
  expect(lines.find((line) => line !== '' && !line.startsWith('#'))).toBe('*')
  const allowed = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
  expect(new Set(allowed)).toEqual(new Set(copied))
})

test('whatever the service reads at run time is in the image', () => {
  for (const path of ['src', 'config', 'package.json']) expect(copied).toContain(path)
})

test('compose.yaml has two replicas with a health check, and the queue that they share', () => {
  const { services } = parse(read('compose.yaml')) as { services: Record<string, Record<string, unknown>> }
  expect(Object.keys(services)).toEqual(['open-userspace', 'valkey'])
  const { 'open-userspace': service, valkey } = services
  expect(service).toMatchObject({
    build: '.',
    env_file: '.env',
    deploy: { replicas: 2 },
    environment: { REDIS_URL: 'redis://valkey:6379' },
  })
  for (const each of [service, valkey]) expect(each?.['healthcheck']).toBeDefined()
  expect(valkey?.['command']).toContain('noeviction')
})

test('the Kubernetes manifests have two replicas, probes that exist and no rights', () => {
  const documents = parseAllDocuments(read('docs/operations/kubernetes/open-userspace.yaml')).map(
    (document) => document.toJS() as Record<string, unknown>,
  )
  expect(documents.map(({ kind }) => kind)).toEqual(['Deployment', 'Service', 'PodDisruptionBudget'])
  const [deployment] = documents
  expect(deployment).toMatchObject({ spec: { replicas: 2 } })
  const text = JSON.stringify(deployment)
  for (const path of ['/healthz', '/readyz', '/metrics']) expect(text).toContain(path)
  expect(text).toContain('"runAsNonRoot":true')
})

test('.env.example names every variable that operations.md lists, and no other', () => {
  const named = Object.keys(parseEnv(read('.env.example').replaceAll(/^#(?=[A-Z])/gm, '')))
  const listed = [...read('docs/operations.md').matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name)
  expect(new Set(named)).toEqual(new Set(listed))
})
