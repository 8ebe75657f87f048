import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { loadConfig } from '../../src/config.ts'
import { LICENSE_CLASSES } from '../../src/core/license/class.ts'
import type { HeaderTally } from '../../src/core/license/combine/header-tally.ts'
import type { GoverningReason } from '../../src/core/license/combine/reason.ts'
import { governing } from '../../src/core/license/governing.ts'
import { RESTRICTION_CLASSES, type RestrictionCode } from '../../src/core/license/restriction.ts'
import { ROLES } from '../../src/core/manifest/manifest.ts'
import { licenseFilesOf } from '../cases/licenses.ts'

const isRestriction = (code: string): code is RestrictionCode => Object.hasOwn(RESTRICTION_CLASSES, code)

const tally = z.strictObject({
  directory: z.string(),
  tags: z.array(
    z.strictObject({
      expression: z.string().nullable(),
      written: z.string().optional(),
      count: z.int(),
      restriction: z.string().refine(isRestriction).optional(),
      isTagged: z.boolean().default(false),
    }),
  ),
  untagged: z.int(),
})

/** A repository in small, and what must govern a path of it. Of `gives`, what is left out isn't looked at. */
const recorded = z.strictObject({
  name: z.string(),
  /** As in the recorded cases of verdicts: `spdx:MIT` is a licence's text, `-> COPYING` a symbolic link. */
  texts: z.record(z.string(), z.string()),
  headers: z.array(tally).default([]),
  at: z
    .strictObject({ paths: z.array(z.string()).default([]), role: z.enum(ROLES).default('userspace') })
    .default({ paths: [], role: 'userspace' }),
  gives: z.strictObject({
    expression: z.string().nullable().optional(),
    class: z.enum(LICENSE_CLASSES).optional(),
    certain: z.boolean(),
    files: z.array(z.string()).optional(),
    /** `code path`, of a phrase with `:restriction`; all of these are among the reasons. */
    reasons: z.array(z.string()).default([]),
  }),
})

const { licenses } = loadConfig()
const directory = new URL('cases/', import.meta.url)

const summary = ({ code, path, restriction }: GoverningReason): string =>
  `${code} ${path}${restriction === undefined ? '' : `:${restriction}`}`

const tallyOf = ({ directory, tags, untagged }: z.output<typeof tally>): HeaderTally => ({
  directory,
  tags: tags.map(({ expression, written, restriction, ...tag }) => ({
    ...tag,
    expression,
    written: written ?? expression ?? '',
    restriction: restriction ?? null,
    example: { path: `${directory}/a.c`, line: 1 },
  })),
  untagged,
})

describe.each(readdirSync(directory))('%s', (file) => {
  const cases = z.array(recorded).parse(parse(readFileSync(new URL(file, directory), 'utf8'), { merge: true }))
  it.each(cases)('$name', ({ texts, headers, at, gives: { reasons, ...gives } }) => {
    const files = licenseFilesOf({ texts }, null)
    if ('unknown' in files) throw new Error('texts are always read')
    const found = governing({ files, headers: headers.map(tallyOf) }, at, licenses)
    expect(found).toMatchObject(gives)
    expect([...new Set(found.reasons.map(summary))]).toEqual(expect.arrayContaining(reasons))
  })
})
