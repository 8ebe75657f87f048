import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Case, ComponentFacts, OwnContents, TextFile, TextRead } from '../../src/core/case.ts'
import { questionsOf } from '../../src/core/evidence/questions.ts'
import type { Lineage } from '../../src/core/evidence/lineage.ts'
import type { ContentsRead } from '../../src/core/evidence/snapshot-facts.ts'
import { answering, contents, contentsOf } from './contents.ts'
import { licenseFilesOf, licenses } from './licenses.ts'
import { linkedChange } from './linked-change.ts'
import { unknown } from './unknown.ts'
import { LINE_KINDS } from '../../src/core/change/change.ts'
import type { Surroundings } from '../../src/core/change/surroundings.ts'
import { POLICY_FILE } from '../../src/core/policy/policy.ts'
import type { RepositoryUrl } from '../../src/core/repository-url.ts'
import { RULE_CODES } from '../../src/core/rules/codes.ts'
import type { Acceptance } from '../../src/core/verdict/accept.ts'
import { OUTCOMES } from '../../src/core/verdict/finding.ts'
import { JUDGEMENTS } from '../../src/core/verdict/verdict.ts'

/** A recorded case: what is put before the judge, and the verdict that it must give. */
export type RecordedCase = { readonly name: string; readonly about: string; readonly case: Case; readonly expect: Expected }

export type Expected = z.output<typeof expectation>

const HEAD = 'b'.repeat(40)
const BASE = 'a'.repeat(40)
const COMPONENT_COMMIT = 'c'.repeat(40)

const url = z.string().transform((text) => text as RepositoryUrl)
const tellable = <S extends z.ZodType>(schema: S) => z.union([schema, z.literal('not-tellable')])

const file = z.strictObject({
  path: z.string(),
  previousPath: z.string().nullable().default(null),
  status: z.enum(['added', 'modified', 'removed', 'renamed', 'copied', 'type-changed']).default('modified'),
  patch: z.string().nullable(),
})

const read = z
  .union([z.strictObject({ text: z.string() }), z.strictObject({ unknown })])
  .optional()
  .transform((given): TextRead => {
    if (given === undefined) return { state: 'absent', commit: BASE }
    if ('unknown' in given) return { state: 'unknown', why: given.unknown }
    return { state: 'found', path: POLICY_FILE, text: given.text, commit: BASE }
  })

/** What its commits share with a registered upstream; left out where none is like it. */
const lineage = z
  .union([
    z.literal('own'),
    z.strictObject({ copyOf: url }),
    z.strictObject({ forkOf: url, hasPaths: z.boolean() }),
    z.strictObject({ unknown }),
  ])
  .transform((given): Lineage => {
    if (given === 'own') return { state: 'own' }
    if ('copyOf' in given) return { state: 'copy', upstream: given.copyOf }
    if ('unknown' in given) return { state: 'unknown', why: given.unknown }
    return { state: 'fork', upstream: given.forkOf, hasPaths: given.hasPaths }
  })

/** What was asked for in `asked`, and what was found out about it; left out is an ordinary repository. */
const component = z
  .strictObject({
    repository: url,
    asked: z.strictObject({ ref: z.string().nullable().default(null), paths: z.array(z.string()).default([]) }).prefault({}),
    facts: z.literal('unreadable').optional(),
    unknown: unknown.optional(),
    /** The forge's own field; a valid one is what the texts say too, where those are left out. */
    license: z.string().nullable().default(null),
    licenses: licenses.optional(),
    contents: contents.optional(),
    url: url.optional(),
    archived: tellable(z.boolean()).default(false),
    disabled: tellable(z.boolean()).default(false),
    empty: z.boolean().default(false),
    parent: tellable(z.strictObject({ url, hasPaths: z.boolean() })).nullable().default(null),
    mirrorOf: z.string().nullable().default(null),
    lineage: lineage.optional(),
    defaultBranch: z.string().nullable().default('main'),
    ref: z
      .strictObject({ kind: z.enum(['branch', 'tag']), name: z.string() })
      .nullable()
      .default({ kind: 'branch', name: 'main' }),
    missingPaths: z.array(z.string()).default([]),
  })
  .transform((given): ComponentFacts => {
    const { repository, asked, facts, unknown: why, license, licenses, contents, url: now, ref, lineage, ...others } = given
    const key = { repository, ...asked }
    if (facts === 'unreadable') return { ...key, facts: { state: 'unreadable' } }
    if (why !== undefined) return { ...key, facts: { state: 'unknown', why } }
    const readable = {
      ...others,
      url: now ?? repository,
      ref: ref === null ? null : { ...ref, commit: COMPONENT_COMMIT },
      contents: contentsOf(licenseFilesOf(licenses, license), contents),
      forgeLicense: license,
      ...(lineage === undefined ? {} : { lineage }),
    }
    return { ...key, facts: { state: 'readable', repository: readable } }
  })

const expectation = z.strictObject({
  judgement: z.enum(JUDGEMENTS),
  mode: z.enum(['enforce', 'audit']).optional(),
  crosses: z.boolean().optional(),
  /** `kind file:line`, of all drivers. */
  line: z.array(z.string()).optional(),
  /** How many reasons there are to ask again. */
  unknowns: z.int().optional(),
  /** Reasons, as `rule/reason`, that no finding may have. */
  without: z.array(z.string()).default([]),
  /** Every finding that isn't met, and those of the met ones that matter. */
  findings: z.array(
    z.strictObject({
      rule: z.enum(RULE_CODES),
      reason: z.string(),
      outcome: z.enum(OUTCOMES),
      driver: z.string().optional(),
      role: z.string().optional(),
      repository: z.string().optional(),
      /** `file:line`. */
      at: z.string().optional(),
    }),
  ),
})

/** What the repository holds around the change; left out where nobody looked. */
const surroundings = z
  .union([
    z.strictObject({ unknown }),
    z.strictObject({
      buildsModule: z.boolean().nullable().default(null),
      headers: z.array(z.strictObject({ path: z.string(), isUapi: z.boolean() })).default([]),
      uses: z
        .array(z.strictObject({ directory: z.string(), kinds: z.array(z.enum(LINE_KINDS)) }))
        .default([]),
    }),
  ])
  .transform(
    (given): Surroundings =>
      'unknown' in given ? { state: 'unknown', why: given.unknown } : { state: 'read', ...given },
  )

/** What maintainers accepted; the hash is that of the finding, as it was recorded. */
const acceptance = z
  .strictObject({
    rule: z.enum(RULE_CODES),
    driver: z.string(),
    component: z.string().nullable().default(null),
    hash: z.string().regex(/^[0-9a-f]{32}$/),
    by: z.string(),
    at: z.iso.datetime(),
  })
  .transform((given): Acceptance => given)

const recorded = z.strictObject({
  about: z.string(),
  subject: z
    .strictObject({
      repository: url.nullable().default('https://github.com/example/npu-driver' as RepositoryUrl),
      public: z.boolean().nullable().default(true),
      kernelTree: z.boolean().default(false),
      licenses: licenses.optional(),
      contents: contents.optional(),
    })
    .prefault({}),
  change: z.array(file).nullable(),
  surroundings: surroundings.optional(),
  manifests: z.record(z.string(), z.string()).default({}),
  policy: read,
  floor: read,
  requireFloor: z.boolean().default(false),
  components: z.array(component).default([]),
  changes: z.array(linkedChange).default([]),
  messages: z.array(z.string()).default([]),
  acceptances: z.array(acceptance).default([]),
  today: z.string().default('2026-06-01'),
  expect: expectation,
})

/** Reads every recorded case of this directory, in the order of their names. */
export const recordedCases = (): readonly RecordedCase[] =>
  readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.yml'))
    .toSorted()
    .map((name) => readCase(`${import.meta.dirname}/${name}`))

const readCase = (path: string): RecordedCase => {
  const { about, expect, change, subject: given, manifests, surroundings: around, ...others } = recorded.parse(parse(readFileSync(path, 'utf8')))
  const { licenses, contents, ...subject } = given
  const files: TextFile[] = Object.entries(manifests).map(([path, text]) => ({ path, text }))
  return {
    name: basename(path, '.yml'),
    about,
    expect,
    case: answering({
      ...others,
      ...(around === undefined ? {} : { surroundings: around }),
      subject: {
        ...subject,
        base: change === null ? null : BASE,
        head: HEAD,
        contents: licenses === undefined ? [] : ownContents(files, contentsOf(licenseFilesOf(licenses, null), contents)),
      },
      change: change === null ? null : { files: change },
      manifests: files,
    }),
  }
}

const ownContents = (manifests: readonly TextFile[], read: ContentsRead): readonly OwnContents[] =>
  questionsOf(manifests, { forges: [] }, () => ({ names: [], files: [] })).own.map(({ paths }) => ({ paths, read }))
