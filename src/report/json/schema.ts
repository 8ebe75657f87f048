import { z } from 'zod'
import { LINE_KINDS } from '../../core/change/change.ts'
import { LICENSE_CLASSES } from '../../core/license/class.ts'
import { ROLES } from '../../core/manifest/manifest.ts'
import { RULE_CODES } from '../../core/rules/codes.ts'
import { JUDGEMENTS } from '../../core/verdict/verdict.ts'
import { OUTCOMES } from '../../core/verdict/finding.ts'

export const REPORT_SCHEMA = 'open-userspace/report/v1'

const repository = z
  .string()
  .describe('https address of a repository; "." for the driver repository where its own is not known')
const commit = z.string().nullable().describe('full commit hash; null where there is none')
const line = z.int().positive()

const evidence = z.object({
  repository: repository.nullable(),
  commit,
  path: z.string().describe('"." is the repository as a whole'),
  line: line.describe('1 where no line of it is meant'),
  text: z.string(),
  url: z.string().nullable().describe('where a person can see it'),
})

const finding = z.object({
  rule: z.enum(RULE_CODES),
  outcome: z.enum(OUTCOMES),
  driver: z.string(),
  role: z.enum(ROLES).nullable(),
  repository: repository.nullable(),
  message: z.string(),
  mend: z.string().nullable().describe('what would mend it; null where nothing needs mending'),
  at: z.object({ file: z.string(), line, column: z.int().positive() }).nullable(),
  waiver: z.object({ approvedBy: z.string(), until: z.string(), reason: z.string() }).nullable(),
  evidence: z.array(evidence),
})

const component = z.object({
  driver: z.string(),
  role: z.enum(ROLES),
  repository,
  ref: z.string().describe('branch or tag that was judged; "HEAD" where its name is not known'),
  paths: z.array(z.string()).describe('["."] is the whole repository'),
  commit,
  underReview: z.boolean(),
  license: z.string().nullable().describe('SPDX expression of what was found'),
  licenseClass: z.enum(LICENSE_CLASSES),
})

/** The report for programs. Within v1 keys and values may be added and none changes its meaning or goes. */
export const reportSchema = z.object({
  schema: z.literal(REPORT_SCHEMA),
  tool: z.object({ version: z.string() }),
  subject: z.object({ repository: repository.nullable(), base: commit, head: commit }),
  policy: z.object({
    mode: z.enum(['enforce', 'audit']),
    sources: z.array(z.object({ file: z.string(), commit })),
    floor: z.enum(['found', 'none seen']),
    waivers: z.int().nonnegative(),
  }),
  verdict: z.enum(JUDGEMENTS).describe('what the findings come to, whatever the mode'),
  line: z
    .array(
      z.object({
        driver: z.string(),
        kind: z.enum(LINE_KINDS),
        file: z.string(),
        line: line.describe('1 where the whole file is meant'),
        text: z.string(),
      }),
    )
    .describe('the lines of the change that cross the line; empty where nothing crosses'),
  components: z.array(component),
  findings: z.array(finding).describe('worst first'),
})

export type Report = z.infer<typeof reportSchema>
