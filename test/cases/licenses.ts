import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { ContentsRead } from '../../src/core/evidence/snapshot-facts.ts'
import { type IdentificationReason, type Tier, TIERS } from '../../src/core/license/identification.ts'
import type { LicenseFile } from '../../src/core/license/license-file.ts'
import { readLicenseFile } from '../../src/core/license/read-license-file.ts'
import { parseExpression } from '../../src/core/spdx/expression.ts'
import { identify } from '../../src/license-index.js'
import { contentsOf } from './contents.ts'
import { unknown } from './unknown.ts'

const line = z.strictObject({ line: z.int(), text: z.string() })

/** What was told of a licence file, by hand. */
const told = z.strictObject({
  expression: z.string().nullable(),
  tier: z.enum(TIERS).default('clean'),
  inserted: z.array(line).default([]),
  deleted: z.array(line).default([]),
})

/**
 * The licence files of a repository, by path: their texts, in which a line `spdx:MIT` stands for that licence's text,
 * indented as the line is, and `-> COPYING` alone for a symbolic link, or what was told of them.
 */
export const licenses = z.union([
  z.strictObject({ unknown }),
  z.strictObject({ texts: z.record(z.string(), z.string()) }),
  z.strictObject({ told: z.record(z.string(), told) }),
])

export const licenseFilesOf = (
  given: z.output<typeof licenses> | undefined,
  forge: string | null,
): readonly LicenseFile[] | { readonly unknown: z.output<typeof unknown> } => {
  if (given === undefined) return forge !== null && parseExpression(forge).ok ? [licenseFile(forge)] : []
  if ('unknown' in given) return given
  if ('texts' in given) return Object.entries(given.texts).map(byText)
  return Object.entries(given.told).map(([path, what]) => byHand(path, what))
}

/** A repository with a file LICENSE of which this was told. */
export const oneLicense = (expression: string | null, tier: Tier = 'clean'): ContentsRead =>
  contentsOf([licenseFile(expression, tier)])

const licenseFile = (expression: string | null, tier: Tier = 'clean'): LicenseFile =>
  byHand('LICENSE', told.parse({ expression, tier }))

const byText = ([path, text]: readonly [string, string]): LicenseFile => {
  const target = /^-> (\S+)\n?$/.exec(text)?.[1] ?? null
  const whole = target ?? text.replaceAll(/^( *)spdx:(\S+)$/gm, (_, indent: string, id: string) => indented(spdxText(id), indent))
  return readLicenseFile({ path, target, text: whole }, identify)
}

/** An empty line is a dot, as where Debian's files are indented. */
const indented = (text: string, indent: string): string =>
  indent === ''
    ? text
    : text
        .split('\n')
        .map((line) => indent + (line.trim() === '' ? '.' : line))
        .join('\n')

const spdxText = (id: string): string => {
  const file = import.meta.resolve(`spdx-license-list/licenses/${id}.json`)
  return z.object({ licenseText: z.string() }).parse(JSON.parse(readFileSync(new URL(file), 'utf8'))).licenseText
}

const byHand = (path: string, { expression, tier, inserted, deleted }: z.output<typeof told>): LicenseFile => ({
  path,
  target: null,
  identification: {
    tier,
    expression,
    licenses: [],
    inserted,
    deleted,
    by: expression === null ? 'nothing' : 'text',
    reason: REASONS[tier],
    pointsTo: [],
  },
  fields: null,
  restrictions: [],
  redistributable: false,
  quoted: [],
})

const REASONS: Readonly<Record<Tier, IdentificationReason>> = {
  clean: 'whole',
  extra: 'extra-text',
  modified: 'changed-words',
  none: 'no-license',
}
