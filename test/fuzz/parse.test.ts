import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { type Component, type Manifest, MANIFEST_NAME, ROLES } from '../../src/core/manifest/manifest.ts'
import { parseManifest } from '../../src/core/manifest/parse.ts'
import { parsePolicy } from '../../src/core/policy/parse.ts'
import { type Policy, POLICY_FILE } from '../../src/core/policy/policy.ts'
import { parseChangeUrl, parseRepositoryUrl } from '../../src/core/repository-url.ts'
import { globProblem, pathProblem } from '../../src/core/safe-path.ts'
import { parseExpression } from '../../src/core/spdx/expression.ts'
import type { Parsed } from '../../src/core/yaml/fault.ts'
import { MAX_BYTES } from '../../src/core/yaml/read.ts'

/** Milliseconds of CPU for one file. It finds what never ends, with room for a loaded machine. */
const MAX_CPU = 250
const RUNS = 1600
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)

const config = loadConfig()
const manifest = (text: string): Parsed<Manifest> => parseManifest({ path: MANIFEST_NAME, text })
const policy = (text: string): Parsed<Policy> =>
  parsePolicy({ path: POLICY_FILE, text }, { level: 'repository', file: POLICY_FILE, commit: null }, config)

// What a text is made of.

const hostile = fc.constantFrom(
  '? ',
  '- ',
  '[',
  ']',
  '{',
  '}',
  ': ',
  ',',
  '&a ',
  '*a',
  '!!set ',
  '!x ',
  '| ',
  '> ',
  '"',
  "'",
  '#',
  '%YAML 1.1',
  '---',
  '...',
  '<<',
  '\t',
  '\r',
  '\n',
  ' ',
  '\uFEFF',
  '\u202E',
  '\u0000',
  '\ud800',
  '\u2028',
  '__proto__',
  'constructor',
  '~',
  'null',
  'true',
  '0x1',
  '1e999',
  '.nan',
  '1.10',
  '2027-02-30',
  '../',
  '/',
  '\\',
  '%2f',
  '@',
  'HEAD',
  '-x',
  '\u{1F600}',
  '(',
  '**',
  '{a,b}',
)
const url = fc.oneof(
  fc.constantFrom(
    '.',
    'https://github.com/a/b',
    'https://gitlab.com/g/s/p',
    'git@github.com:a/b.git',
    'https://x:y@github.com/a/b',
  ),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
)
const change = fc.constantFrom(
  'https://github.com/a/b/pull/1',
  'https://gitlab.com/a/b/-/merge_requests/2',
  'https://github.com/a/b',
)
const license = fc.constantFrom(
  'MIT',
  'GPLv2',
  'GPL-2.0-only WITH Linux-syscall-note',
  'NONE',
  '(((((((MIT',
  'LicenseRef-x',
  '',
)
const word = fc.oneof(fc.constantFrom('foo', 'src', 'main', 'v1.10', 'a/b'), hostile, fc.string({ maxLength: 12 }))
const oneOrMore = (entry: fc.Arbitrary<unknown>) => fc.oneof(entry, fc.array(entry, { maxLength: 4 }))

/** Mostly what is wanted, now and then anything. */
const mostly = (wanted: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 12, arbitrary: wanted }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) })

const component = fc.record(
  {
    repository: mostly(url),
    ref: mostly(word),
    path: mostly(oneOrMore(word)),
    license: mostly(license),
    change: mostly(oneOrMore(change)),
    files: mostly(fc.array(word)),
  },
  { requiredKeys: ['repository'] },
)
const role = mostly(fc.oneof(fc.array(component, { maxLength: 6 }), fc.record({ none: word })))
const manifestValue = fc.record(
  {
    version: mostly(fc.constant(1)),
    driver: mostly(fc.constant('foo')),
    uapi: mostly(fc.array(word)),
    targets: mostly(fc.array(word)),
    userspace: role,
    compiler: role,
    firmware: role,
  },
  { requiredKeys: ['version', 'driver'] },
)

const demand = fc.record(
  {
    required: mostly(fc.constantFrom('always', 'asked', 'never')),
    class: mostly(fc.constantFrom('open', 'redistributable')),
  },
  { requiredKeys: [] },
)
const waiver = fc.record(
  {
    driver: mostly(word),
    manifest: mostly(fc.constantFrom('open-userspace.yml', 'drivers/a/open-userspace.yml', 'drivers/a')),
    rule: mostly(fc.constantFrom('license', 'manifest', 'policy')),
    component: mostly(url),
    reason: mostly(word),
    'approved-by': mostly(fc.constantFrom('octocat', '@octocat', 'a b')),
    until: mostly(fc.constantFrom('2027-01-31', '2027-02-30')),
  },
  { requiredKeys: ['driver', 'manifest', 'rule', 'reason', 'approved-by', 'until'] },
)
const policyValue = fc.record(
  {
    version: mostly(fc.constant(1)),
    extends: mostly(fc.constantFrom('drm', 'accel', 'driver', 'toString')),
    mode: mostly(fc.constantFrom('audit', 'enforce')),
    line: mostly(fc.record({ paths: fc.array(word), exclude: fc.array(word) }, { requiredKeys: [] })),
    roles: mostly(fc.record({ userspace: demand, compiler: demand, firmware: demand }, { requiredKeys: [] })),
    waivers: mostly(fc.array(waiver, { maxLength: 5 })),
  },
  { requiredKeys: ['version'] },
)

/** Values as YAML in blocks, so that cutting and splicing lines leaves much of the rest whole. */
const asBlocks = (value: unknown, indent = ''): string => {
  if (Array.isArray(value) && value.length > 0)
    return value.map((item) => `\n${indent}- ${asBlocks(item, `${indent}  `).trimStart()}`).join('')
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0) {
    return Object.entries(value)
      .map(([key, item]) => `\n${indent}${JSON.stringify(key)}: ${asBlocks(item, `${indent}  `)}`)
      .join('')
  }
  return JSON.stringify(value)
}
const written = (value: fc.Arbitrary<unknown>) => value.map((whole) => asBlocks(whole).trimStart())

const mutated = (text: fc.Arbitrary<string>) =>
  fc
    .tuple(
      text,
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 8 }), fc.oneof(hostile, fc.constant(''))), {
        minLength: 1,
        maxLength: 6,
      }),
    )
    .map(([whole, edits]) =>
      edits.reduce((now, [at, length, put]) => {
        const start = at % (now.length + 1)
        return now.slice(0, start) + put + now.slice(start + length)
      }, whole),
    )

const bytesMutated = (text: fc.Arbitrary<string>) =>
  fc
    .tuple(text, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 }))
    .map(([whole, edits]) => {
      const bytes = Buffer.from(whole)
      for (const [at, byte] of edits) if (bytes.length > 0) bytes[at % bytes.length] = byte
      return bytes.toString('utf8')
    })

const grammarMade = fc.array(hostile, { maxLength: 200 }).map((parts) => parts.join(''))

/** A few tokens again and again, up to the size limit: where a parser's time grows faster than its input. */
const repeated = fc
  .tuple(
    fc.array(fc.oneof(hostile, word), { maxLength: 3 }),
    fc.array(fc.oneof(hostile, word), { minLength: 1, maxLength: 4 }),
  )
  .map(([before, unit]) => {
    const once = unit.join('')
    const head = before.join('')
    const room = MAX_BYTES - Buffer.byteLength(head)
    return head + once.repeat(Math.max(1, Math.floor(room / Math.max(1, Buffer.byteLength(once)))))
  })

const numbered = (line: (index: number) => string): string => {
  let text = ''
  for (let index = 0; ; index++) {
    const next = text + line(index)
    if (Buffer.byteLength(next) > MAX_BYTES) return text
    text = next
  }
}

/** Up to the size limit, each made to hurt one part of the reader. */
const PATHOLOGICAL: readonly (readonly [what: string, text: string])[] = [
  ['explicit keys', '? '.repeat(MAX_BYTES / 2)],
  ['a thousand characters of explicit keys', '? '.repeat(500)],
  ['dashes', '- '.repeat(MAX_BYTES / 2)],
  ['open brackets', '['.repeat(MAX_BYTES)],
  ['closed brackets', ']'.repeat(MAX_BYTES)],
  ['balanced brackets', '['.repeat(MAX_BYTES / 2) + ']'.repeat(MAX_BYTES / 2)],
  ['open braces', '{'.repeat(MAX_BYTES)],
  ['nested flow keys', '{a: '.repeat(MAX_BYTES / 4)],
  ['growing indentation', Array.from({ length: 178 }, (_, index) => `${' '.repeat(index)}a:\n`).join('')],
  ['anchors', numbered((index) => `- &a${index} x\n`)],
  ['anchors and aliases', numbered((index) => `- &a${index} x\n- *a${index}\n`)],
  ['a chain of aliases', numbered((index) => `- &a${index + 1} [*a${index}]\n`)],
  [
    'a chain of aliases from an anchor',
    `- &a0 x\n${numbered((index) => `- &a${index + 1} [*a${index}]\n`).slice(0, -30)}`,
  ],
  [
    'doubling aliases',
    `a0: &a0 [x, x]\n${numbered((index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`).slice(0, 16_000)}`,
  ],
  ['keys', numbered((index) => `${index.toString(36)}:\n`)],
  ['one key again and again', 'a:\n'.repeat(MAX_BYTES / 4)],
  ['flow keys', `{${numbered((index) => `${index.toString(36)},`).slice(0, -2)}}`],
  [
    'keys of a component',
    `version: 1\ndriver: a\nuserspace:\n- {${numbered((index) => `${index.toString(36)},`).slice(0, -60)}}`,
  ],
  ['a long key', `${'k'.repeat(MAX_BYTES - 3)}: 1`],
  ['a long plain scalar', `driver: ${'a '.repeat(MAX_BYTES / 2 - 8)}`],
  ['a plain scalar over many lines', `driver: ${'a\n '.repeat(MAX_BYTES / 3 - 8)}`],
  ['a quoted scalar over many lines', `driver: "${'a \n '.repeat(MAX_BYTES / 4 - 8)}"`],
  ['a block scalar', `driver: |\n${' \n'.repeat(MAX_BYTES / 2 - 8)}`],
  ['quotes', '"'.repeat(MAX_BYTES)],
  ['escapes', `"${'\\'.repeat(MAX_BYTES - 1)}`],
  ['commas', `[${','.repeat(MAX_BYTES - 1)}`],
  ['tags', '!a '.repeat(MAX_BYTES / 3)],
  ['documents', '---\n'.repeat(MAX_BYTES / 4)],
  ['directives', '%a\n'.repeat(MAX_BYTES / 3)],
  ['comments', '#\n'.repeat(MAX_BYTES / 2)],
  ['digits', `version: ${'1'.repeat(MAX_BYTES - 9)}`],
  ['bad components', `version: 1\ndriver: a\nuserspace:\n${numbered(() => '- {}\n').slice(0, -40)}`],
  [
    'bad licences',
    `version: 1\ndriver: a\nuserspace:\n${numbered(() => '- {repository: ., license: "((GPL v2"}\n').slice(0, -60)}`,
  ],
  ['bad targets', `version: 1\ndriver: a\ntargets: [${'!,'.repeat(MAX_BYTES / 2 - 40)}]`],
  ['empty waivers', `version: 1\nwaivers:\n${numbered(() => '- {}\n').slice(0, -40)}`],
  ['a long address', `version: 1\ndriver: a\nuserspace: [{repository: "https://${'a.'.repeat(8000)}b/c"}]`],
  ['a long path', `version: 1\ndriver: a\nuapi: ["${'a/'.repeat(8000)}"]`],
]

// What must hold.

let files = 0
let worst = { milliseconds: 0, text: '' }

/** Reads one file, within its time; a fault stands within the file. */
const read = <T>(parse: (text: string) => Parsed<T>, text: string): Parsed<T> => {
  const before = process.cpuUsage()
  const parsed = parse(text)
  const { user, system } = process.cpuUsage(before)
  const milliseconds = (user + system) / 1000
  files++
  if (milliseconds > worst.milliseconds) worst = { milliseconds, text: text.slice(0, 60) }
  expect(milliseconds).toBeLessThan(MAX_CPU)
  if (!parsed.ok) {
    expect(parsed.faults.length).toBeLessThanOrEqual(20)
    const lines = text.split('\n')
    for (const { at, message } of parsed.faults) {
      expect(message).not.toBe('')
      expect(at.line).toBeGreaterThanOrEqual(1)
      expect(at.line).toBeLessThanOrEqual(lines.length)
      expect(at.column).toBeGreaterThanOrEqual(1)
      expect(at.column).toBeLessThanOrEqual((lines[at.line - 1] ?? '').length + 1)
    }
  }
  return parsed
}

const isSafeComponent = ({ repository, ref, paths, license, changes, files: globs }: Component): boolean => {
  const parsed = repository === '.' ? null : parseRepositoryUrl(repository)
  return (
    (parsed === null || (parsed.ok && parsed.url === repository)) &&
    (ref === null || !/^-|\.\.|^refs\/|^[0-9a-f]{40}$/.test(ref)) &&
    paths.every((path) => pathProblem(path) === null && !path.endsWith('/')) &&
    (license === null || parseExpression(license).ok) &&
    changes.every((each) => parseChangeUrl(each).ok) &&
    globs.every((glob) => globProblem(glob) === null)
  )
}

const checkManifest = (text: string): boolean => {
  const parsed = read(manifest, text)
  if (!parsed.ok) return false
  const { driver, roles, uapi } = parsed.value
  const components = ROLES.flatMap((each) => (roles[each].kind === 'components' ? roles[each].components : []))
  expect(driver).toMatch(/^[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}$/)
  expect(components.length).toBeLessThanOrEqual(32)
  expect(components.filter((each) => !isSafeComponent(each))).toEqual([])
  expect(uapi.filter((path) => pathProblem(path) !== null)).toEqual([])
  return true
}

const checkPolicy = (text: string): boolean => {
  const parsed = read(policy, text)
  if (!parsed.ok) return false
  const { preset, mode, roles, line, waivers } = parsed.value
  expect(Object.keys(config.presets)).toContain(preset)
  expect(['enforce', 'audit']).toContain(mode)
  for (const each of ROLES) {
    expect(['always', 'asked', 'never']).toContain(roles[each].required)
    expect(['open', 'redistributable']).toContain(roles[each].class)
  }
  expect([...line.paths, ...line.exclude].filter((glob) => globProblem(glob) !== null)).toEqual([])
  for (const { rule, until, reason } of waivers) {
    expect(rule).not.toBe('policy')
    expect(new Date(`${until}T00:00:00Z`).toISOString().slice(0, 10)).toBe(until)
    expect(reason).not.toBe('')
  }
  return true
}

/** Runs a check over generated texts, and gives how many of them could be read. */
const fuzz = (text: fc.Arbitrary<string>, check: (text: string) => boolean): number => {
  let readable = 0
  fc.assert(
    fc.property(text, (each) => {
      if (check(each)) readable++
    }),
    { seed: SEED, numRuns: RUNS },
  )
  return readable
}

describe(`reading hostile files (seed ${SEED})`, () => {
  afterAll(() => {
    console.log(`${files} files; most CPU for one: ${worst.milliseconds.toFixed(0)} ms, ${JSON.stringify(worst.text)}`)
    expect(files).toBeGreaterThanOrEqual(10_000)
  })

  it.each([
    ['manifests', manifestValue, checkManifest],
    ['policies', policyValue, checkPolicy],
  ] as const)('%s that are nearly right', (_, value, check) => {
    const readable = fuzz(written(value), check)
    // Both sides must be reached, or the properties of what is read would hold of nothing.
    expect(readable).toBeGreaterThan(0)
    expect(readable).toBeLessThan(RUNS)
  })

  it.each([
    ['manifests', manifestValue, checkManifest],
    ['policies', policyValue, checkPolicy],
  ] as const)('%s with some of their text changed', (_, value, check) => {
    fuzz(mutated(written(value)), check)
  })

  it.each([
    ['manifests', manifestValue, checkManifest],
    ['policies', policyValue, checkPolicy],
  ] as const)('%s with some of their bytes changed', (_, value, check) => {
    fuzz(bytesMutated(written(value)), check)
  })

  it('what the grammar of YAML is made of', () => {
    expect(fuzz(grammarMade, checkManifest)).toBe(0)
  })

  it('a few tokens up to the size limit', () => {
    fc.assert(
      fc.property(repeated, (text) => {
        checkManifest(text)
      }),
      { seed: SEED, numRuns: 150 },
    )
  })

  it.each(PATHOLOGICAL)('%s', (_, text) => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_BYTES)
    expect(checkManifest(text)).toBe(false)
    expect(checkPolicy(text)).toBe(false)
  })
})
