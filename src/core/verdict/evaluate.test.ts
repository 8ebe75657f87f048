import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentsOf } from '../../../test/cases/contents.ts'
import { oneLicense } from '../../../test/cases/licenses.ts'
import { loadConfig } from '../../config.ts'
import type { ContentsRead } from '../evidence/snapshot-facts.ts'
import type { Case, ComponentFacts, ReadableRepository, RepositoryFacts, TextRead, Unknown } from '../case.ts'
import type { ChangedFile } from '../change/change.ts'
import { questionsOf } from '../evidence/questions.ts'
import { NEEDED, REQUIRED, SEVERITIES } from '../policy/policy.ts'
import { ROLES } from '../manifest/manifest.ts'
import type { RepositoryUrl } from '../repository-url.ts'
import { DRIVER_RULE_CODES } from '../rules/codes.ts'
import { evaluate } from './evaluate.ts'
import { type Finding, OUTCOMES } from './finding.ts'
import { JUDGEMENTS, type Verdict } from './verdict.ts'

const config = loadConfig()
const OPTIONS = { numRuns: 150 }

const url = (text: string): RepositoryUrl => text as RepositoryUrl
const why: Unknown = { cause: 'server-error', detail: 'GitHub answered 502', retryAt: null }

const REPOSITORIES = [
  'https://github.com/example/npu-umd',
  'https://github.com/example/npu-compiler',
  'https://github.com/llvm/llvm-project',
  'https://github.com/anholt/mesa',
  'https://git.example.org/npu/umd',
]

const component = fc
  .record({
    repository: fc.constantFrom('.', ...REPOSITORIES),
    more: fc.subarray([
      'ref: v1',
      'path: src',
      'license: MIT',
      'license: BUSL-1.1',
      'change: https://github.com/example/npu-umd/pull/1',
    ]),
  })
  .map(({ repository, more }) => `  - { repository: ${[repository, ...more].join(', ')} }`)

const role = (name: string) =>
  fc.oneof(
    fc.constant(''),
    fc.constant(`${name}: { none: "There is none." }`),
    fc.array(component, { minLength: 1, maxLength: 3 }).map((entries) => `${name}:\n${entries.join('\n')}`),
  )

const manifestText = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom('npu', 'dsp'), role('userspace'), role('compiler'), role('firmware'))
      .map(([driver, ...roles]) =>
        ['version: 1', `driver: ${driver}`, 'uapi: [include/uapi/drm/npu.h]', ...roles].join('\n'),
      ),
  },
  { weight: 1, arbitrary: fc.string() },
)

const DIRECTORIES = ['', 'drivers/accel/npu/', 'drivers/accel/dsp/', 'drivers/accel/', 'src/', 'include/uapi/drm/']

const manifests = fc
  .uniqueArray(fc.constantFrom(...DIRECTORIES), { maxLength: 4 })
  .chain((directories) =>
    fc.tuple(
      ...directories.map((directory) => manifestText.map((text) => ({ path: `${directory}open-userspace.yml`, text }))),
    ),
  )

const patch = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        'int a;',
        'x = dma_buf_export(&i);',
        '#define NPU_X 1',
        'MODULE_FIRMWARE("a");',
        '/* a',
        '*/',
        'select PCI_P2PDMA',
        '#include <drm/drm.h>',
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map((lines) => `@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}`).join('\n')}`),
  fc.constantFrom(null, 'unread', '', 'Binary files differ'),
  fc.string(),
)

const path = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...DIRECTORIES),
      fc.constantFrom('a.c', 'npu.h', 'Kconfig', 'Makefile', 'open-userspace.yml', 'notes.txt'),
    )
    .map((parts) => parts.join('')),
  fc.string(),
)

const file: fc.Arbitrary<ChangedFile> = fc.record({
  path,
  previousPath: fc.option(path),
  status: fc.constantFrom('added', 'modified', 'removed', 'renamed', 'copied', 'type-changed'),
  patch,
})

const ordinary = (repository: RepositoryUrl): ReadableRepository => ({
  url: repository,
  archived: false,
  disabled: false,
  empty: false,
  parent: null,
  mirrorOf: null,
  defaultBranch: 'main',
  ref: { kind: 'branch', name: 'main', commit: 'c'.repeat(40) },
  missingPaths: [],
  contents: oneLicense('MIT'),
  forgeLicense: 'MIT',
})

const contents: fc.Arbitrary<ContentsRead> = fc.constantFrom<ContentsRead>(
  { state: 'unknown', why },
  contentsOf([]),
  oneLicense('MIT'),
  oneLicense('MIT', 'extra'),
  oneLicense(null, 'modified'),
  oneLicense('BUSL-1.1'),
  oneLicense('MIT AND LicenseRef-x'),
)

const facts = (repository: RepositoryUrl): fc.Arbitrary<RepositoryFacts> =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .record(
          {
            url: fc.constantFrom(...REPOSITORIES.map(url)),
            archived: fc.constantFrom(true, false, 'not-tellable' as const),
            disabled: fc.boolean(),
            empty: fc.boolean(),
            parent: fc.constantFrom(null, 'not-tellable' as const, {
              url: url('https://github.com/example/parent'),
              hasPaths: true,
            }),
            mirrorOf: fc.constantFrom(null, 'not-tellable' as const, 'https://git.example.org/npu'),
            ref: fc.constantFrom(null, { kind: 'tag' as const, name: 'v1', commit: 'd'.repeat(40) }),
            missingPaths: fc.constantFrom([], ['src']),
            contents,
            forgeLicense: fc.constantFrom(null, 'NOASSERTION', 'MIT', '('),
          },
          { requiredKeys: [] },
        )
        .map((given): RepositoryFacts => ({ state: 'readable', repository: { ...ordinary(repository), ...given } })),
    },
    { weight: 1, arbitrary: fc.constantFrom<RepositoryFacts>({ state: 'unreadable' }, { state: 'unknown', why }) },
  )

const POLICIES = [
  'version: 1',
  'version: 1\nmode: audit',
  'version: 1\nextends: accel',
  'version: 1\nroles: { compiler: { required: never } }',
]

const glob = fc.constantFrom(
  'drivers/**',
  'drivers/accel/npu/**',
  'drivers/accel/dsp/*',
  'include/uapi/**',
  '**',
  'src/*',
)
const globs = fc.uniqueArray(glob, { minLength: 1, maxLength: 3 })
const optional = <T extends Record<string, unknown>>(values: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record<T, never>(values, { requiredKeys: [] })
const roles = optional(
  Object.fromEntries(
    ROLES.map((each) => [
      each,
      optional({ required: fc.constantFrom(...REQUIRED), class: fc.constantFrom(...NEEDED) }),
    ]),
  ),
)
const rules = optional(Object.fromEntries(DRIVER_RULE_CODES.map((rule) => [rule, fc.constantFrom(...SEVERITIES)])))

/** JSON is YAML. */
const anyPolicy = optional({
  extends: fc.constantFrom('drm', 'accel', 'driver'),
  mode: fc.constantFrom('enforce', 'audit'),
  line: optional({
    paths: globs,
    exclude: globs,
    headers: fc.array(
      fc.record({ path: glob, driver: fc.constantFrom('drivers/accel/npu', 'drivers/accel/dsp', 'src') }),
      {
        maxLength: 2,
      },
    ),
  }),
  roles,
  rules,
  scopes: fc.array(fc.record({ paths: globs, roles, rules }), { maxLength: 3 }),
  forges: fc.constant(['github.com']),
  waivers: fc.array(
    fc.record({
      driver: fc.constantFrom('npu', 'dsp'),
      manifest: fc.constantFrom(...DIRECTORIES).map((directory) => `${directory}open-userspace.yml`),
      rule: fc.constantFrom(...DRIVER_RULE_CODES),
      reason: fc.constant('x'),
      'approved-by': fc.constant('octocat'),
      until: fc.constantFrom('2026-06-01', '2026-12-31'),
    }),
    { maxLength: 3 },
  ),
}).map((written) => JSON.stringify({ version: 1, ...written }))

const policyText = fc.oneof(
  { weight: 4, arbitrary: anyPolicy },
  { weight: 4, arbitrary: fc.constantFrom(...POLICIES) },
  {
    weight: 1,
    arbitrary: fc.constant(
      'version: 1\nwaivers:\n  - { driver: npu, manifest: drivers/accel/npu/open-userspace.yml, rule: manifest, reason: x, approved-by: octocat, until: 2026-06-01 }',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant('version: 1\nline: { paths: ["drivers/**"], exclude: ["drivers/accel/dsp/**"] }'),
  },
  { weight: 1, arbitrary: fc.string() },
)

const found = (text: string): TextRead => ({
  state: 'found',
  path: '.github/open-userspace-policy.yml',
  text,
  commit: null,
})

const read: fc.Arbitrary<TextRead> = fc.oneof(
  fc.constant<TextRead>({ state: 'absent', commit: null }),
  policyText.map(found),
  fc.constant<TextRead>({ state: 'unknown', why }),
)

const cases = (policy: fc.Arbitrary<TextRead>): fc.Arbitrary<Case> =>
  manifests.chain((texts) =>
    fc.record({
      subject: fc.record({
        repository: fc.constantFrom(null, url('https://github.com/example/npu-driver')),
        base: fc.constant(null),
        head: fc.constant('b'.repeat(40)),
        public: fc.constantFrom(true, false, null),
        kernelTree: fc.boolean(),
        contents: contents.map((read) =>
          questionsOf(texts, config, () => ({ names: [], files: [] })).own.map(({ paths }) => ({ paths, read })),
        ),
      }),
      change: fc.option(fc.record({ files: fc.uniqueArray(file, { selector: ({ path }) => path, maxLength: 6 }) })),
      manifests: fc.constant(texts),
      policy,
      floor: policy,
      requireFloor: fc.boolean(),
      components: fc
        .tuple(
          ...questionsOf(texts, config, () => ({ names: [], files: [] })).components.map(({ repository, ref, paths }) =>
            facts(repository).map((facts): ComponentFacts => ({ repository, ref, paths, facts })),
          ),
        )
        .chain((all) => fc.subarray(all, { minLength: Math.max(0, all.length - 1) })),
      changes: fc.constant([]),
      messages: fc.constant([]),
      today: fc.constantFrom('2026-06-01', '2026-06-02'),
    }),
  )

const anyCase = cases(read)
/** Policy without waivers and path scopes, which may rightly let something pass. */
const strictCase = cases(
  fc.constantFrom<TextRead>({ state: 'absent', commit: null }, ...POLICIES.slice(0, 2).map(found)),
)

/** What a finding is about, whatever its outcome. */
const about = ({ driver, role, component, reason }: Finding): string =>
  JSON.stringify([driver, role, component?.at, reason.rule, reason.code])

const ALL_FOR_REVIEW = `version: 1\nrules: { ${DRIVER_RULE_CODES.map((rule) => `${rule}: review`).join(', ')} }`

const rank = ({ judgement }: Verdict): number => JUDGEMENTS.indexOf(judgement)

describe('any case', () => {
  it('is judged without throwing, and no better than its worst finding', () => {
    fc.assert(
      fc.property(anyCase, (judged) => {
        const { judgement, findings } = evaluate(judged, config)
        const outcomes = new Set(findings.map(({ outcome }) => outcome))
        const worst = outcomes.has('unmet')
          ? 'fail'
          : outcomes.has('unknown')
            ? 'unknown'
            : outcomes.has('review')
              ? 'review'
              : 'pass'
        expect(judgement).toBe(worst)
      }),
      OPTIONS,
    )
  })

  it('says why it is unknown, and only then', () => {
    fc.assert(
      fc.property(anyCase, (judged) => {
        const { judgement, unknowns } = evaluate(judged, config)
        expect(unknowns.length > 0).toBe(judgement === 'unknown')
      }),
      OPTIONS,
    )
  })

  it('gives the same verdict in any order', () => {
    const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length })
    const pair = anyCase.chain((judged) =>
      fc
        .record({
          files: shuffled(judged.change?.files ?? []),
          manifests: shuffled(judged.manifests),
          components: shuffled(judged.components),
        })
        .map(
          ({ files, ...others }) =>
            [judged, { ...judged, ...others, change: judged.change === null ? null : { files } }] as const,
        ),
    )
    fc.assert(
      fc.property(pair, ([judged, reordered]) => {
        expect(evaluate(reordered, config)).toEqual(evaluate(judged, config))
      }),
      OPTIONS,
    )
  })

  /** Policy that turns rules off or requires nothing may leave a driver about which nothing is asked. */
  const demanding = cases(read.map((policy) => (policy.state === 'found' ? found('version: 1') : policy)))

  it('asks of every driver that it names', () => {
    fc.assert(
      fc.property(demanding, (judged) => {
        const { drivers, findings } = evaluate(judged, config)
        for (const { driver } of drivers) expect(findings.some((finding) => finding.driver === driver)).toBe(true)
      }),
      OPTIONS,
    )
  })

  it('crosses the line where it names a driver, and only there', () => {
    fc.assert(
      fc.property(anyCase, (judged) => {
        const { drivers, crosses } = evaluate(judged, config)
        expect(crosses).toBe(drivers.length > 0)
      }),
      OPTIONS,
    )
  })
})

describe('what is unknown is never green', () => {
  const unreadSource: ChangedFile = {
    path: 'drivers/accel/npu/unread.c',
    previousPath: null,
    status: 'modified',
    patch: 'unread',
  }

  it.each<[string, (judged: Case) => Case]>([
    ['a policy', (judged) => ({ ...judged, policy: { state: 'unknown', why } })],
    ['a floor', (judged) => ({ ...judged, floor: { state: 'unknown', why } })],
    ['a required floor', (judged) => ({ ...judged, floor: { state: 'absent', commit: null }, requireFloor: true })],
    ['a changed file', (judged) => ({ ...judged, change: { files: [...(judged.change?.files ?? []), unreadSource] } })],
  ])('%s', (_, lose) => {
    fc.assert(
      fc.property(strictCase, (judged) => {
        expect(['unknown', 'fail']).toContain(evaluate(lose(judged), config).judgement)
      }),
      OPTIONS,
    )
  })

  // A generated change seldom crosses the line at a declared driver; without one, every driver is judged.
  const oftenJudged = fc
    .tuple(strictCase, fc.boolean())
    .map(([judged, isWhole]) => (isWhole ? { ...judged, change: null } : judged))

  it.each([
    ['that demands', null, ['unknown', 'fail']],
    ['that leaves all to maintainers', ALL_FOR_REVIEW, ['unknown', 'fail', 'review']],
  ])('the facts of any component that is judged, under a policy %s', (_, text, allowed) => {
    fc.assert(
      fc.property(oftenJudged, (generated) => {
        const judged = text === null ? generated : { ...generated, policy: found(text), floor: found(text) }
        const lost = evaluate({ ...judged, components: [] }, config)
        const isAsked = lost.drivers.some(
          ({ components, line }) =>
            (judged.change === null || line.some(({ kind }) => kind !== 'drm')) &&
            components.some(({ component }) => component.repository !== '.'),
        )
        fc.pre(isAsked)
        expect(allowed).toContain(lost.judgement)
      }),
      OPTIONS,
    )
  })
})

describe('a worse fact never makes the verdict better', () => {
  const worsenAll =
    (change: Partial<ReadableRepository>) =>
    (judged: Case): Case => ({
      ...judged,
      components: judged.components.map((one) =>
        one.facts.state === 'readable'
          ? { ...one, facts: { state: 'readable', repository: { ...one.facts.repository, ...change } } }
          : one,
      ),
    })
  const newDriver: ChangedFile = {
    path: 'drivers/net/nic/rx.c',
    previousPath: null,
    status: 'added',
    patch: '@@ -0,0 +1 @@\n+x = dma_buf_export(&i);',
  }

  it.each<[string, (judged: Case) => Case]>([
    [
      'unreadable',
      (judged) => ({
        ...judged,
        components: judged.components.map((one) => ({ ...one, facts: { state: 'unreadable' } })),
      }),
    ],
    ['archived', worsenAll({ archived: true })],
    ['disabled', worsenAll({ disabled: true })],
    ['a mirror', worsenAll({ mirrorOf: 'https://git.example.org/npu' })],
    ['not free', worsenAll({ contents: oneLicense('BUSL-1.1') })],
    ['a private driver repository', (judged) => ({ ...judged, subject: { ...judged.subject, public: false } })],
    [
      'one more driver',
      (judged) => ({ ...judged, change: judged.change && { files: [...judged.change.files, newDriver] } }),
    ],
    ['an invalid policy', (judged) => ({ ...judged, policy: found('version: 2') })],
  ])('%s', (_, worsen) => {
    fc.assert(
      fc.property(strictCase, (judged) => {
        expect(rank(evaluate(worsen(judged), config))).toBeGreaterThanOrEqual(rank(evaluate(judged, config)))
      }),
      OPTIONS,
    )
  })
})

describe('a repository under a floor', () => {
  const absent: TextRead = { state: 'absent', commit: null }
  const floors = fc.oneof(fc.constant('version: 1'), policyText)

  it('has no policy that passes what the floor alone fails', () => {
    fc.assert(
      fc.property(anyCase, floors, policyText, (judged, floorText, text) => {
        const floor = found(floorText)
        const alone = evaluate({ ...judged, floor, policy: absent }, config)
        const both = evaluate({ ...judged, floor, policy: found(text) }, config)
        expect(rank(both)).toBeGreaterThanOrEqual(rank(alone))
        if (alone.mode === 'enforce') expect(both.mode).toBe('enforce')
      }),
      { numRuns: 400 },
    )
  })

  it('has every finding that the floor alone is not content with', () => {
    const isOpen = ({ outcome, rule }: Finding): boolean =>
      rule !== 'policy' && OUTCOMES.indexOf(outcome) >= OUTCOMES.indexOf('review')
    fc.assert(
      fc.property(anyCase, anyPolicy, policyText, (judged, floorText, text) => {
        const floor = found(floorText)
        const alone = evaluate({ ...judged, floor, policy: absent }, config)
        const both = evaluate({ ...judged, floor, policy: found(text) }, config)
        const kept = new Set(both.findings.filter(isOpen).map(about))
        expect(alone.findings.filter(isOpen).filter((finding) => !kept.has(about(finding)))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})
