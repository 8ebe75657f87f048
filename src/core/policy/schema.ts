import { z } from 'zod'
import { parseRepositoryUrl } from '../repository-url.ts'
import type { Problem } from '../problem.ts'
import { DRIVER_RULE_CODES, type DriverRuleCode } from '../rules/codes.ts'
import { MANIFEST_NAME } from '../manifest/manifest.ts'
import { globProblem, pathProblem } from '../safe-path.ts'
import { checked, hiddenProblem, prose } from '../yaml/checked.ts'
import { NEEDED, NOT_TELLABLE, REQUIRED, SEVERITIES } from './policy.ts'

const shortText = (text: string): Problem | null => {
  if (text === '') return { message: 'is empty', mend: null }
  return text.length > 64 ? { message: 'is longer than 64 characters', mend: null } : hiddenProblem(text)
}

/** A login has letters, digits and inner dashes; `_` sets off the enterprise of a managed user. */
const loginProblem = (text: string): Problem | null => {
  if (/^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}(?:_[a-z\d]{1,10})?$/i.test(text)) return null
  const bare = /^@([a-z\d-]{1,39})$/i.exec(text)?.[1]
  return { message: 'is not the login of a GitHub user', mend: bare === undefined ? null : `Write \`${bare}\`.` }
}

const manifestProblem = (text: string): Problem | null => {
  const problem = pathProblem(text)
  if (problem !== null || text === MANIFEST_NAME || text.endsWith(`/${MANIFEST_NAME}`)) return problem
  return {
    message: 'is not the path of a manifest',
    mend: `Write the directory of the driver with \`/${MANIFEST_NAME}\` behind it.`,
  }
}

const version = z.literal(1).meta({ description: 'Version of this format.' })
const mode = z
  .enum(['enforce', 'audit'])
  .meta({ description: '`audit` reports what `enforce` would say, and never blocks.' })

const globs = z.array(checked(globProblem)).max(64)
const paths = globs.meta({
  description: 'Globs of the paths that the line is looked for in; empty: everywhere.',
  examples: [['drivers/**']],
})
const exclude = globs.meta({
  description: 'Globs of paths within these that the line is not looked for in.',
  examples: [['drivers/media/**']],
})

const required = z
  .enum(REQUIRED.toReversed())
  .meta({ description: '`asked`: only where the driver asks for files of this role.' })
const licenseClass = z.enum(NEEDED.toReversed()).meta({ description: 'The least class of licence that is enough.' })

const severity = z.enum(SEVERITIES.toReversed()).meta({
  description:
    'What an answer that is not met comes to. `require` fails the check, `review` leaves it to a maintainer, `note` only tells, `off` says nothing.',
})

const changedDemand = z.strictObject({ required: required.optional(), class: licenseClass.optional() })
const roles = z
  .strictObject({
    userspace: changedDemand.optional(),
    compiler: changedDemand.optional(),
    firmware: changedDemand.optional(),
  })
  .meta({ description: 'What is asked of each role, where it differs from the preset.' })
const byRule = <S extends z.ZodType>(schema: S): Record<DriverRuleCode, S> =>
  Object.fromEntries(DRIVER_RULE_CODES.map((rule) => [rule, schema])) as Record<DriverRuleCode, S>

const rules = z
  .strictObject(byRule(severity.optional()))
  .meta({ description: 'How much each rule weighs, where it differs from the preset.' })

const scope = z.strictObject({
  paths: z
    .array(checked(globProblem))
    .min(1)
    .max(64)
    .meta({ description: 'Globs of the paths that this holds for.', examples: [['drivers/net/wireless/**']] }),
  roles: roles.optional(),
  rules: rules.optional(),
})

const header = z.strictObject({
  path: checked(globProblem).meta({
    description: 'Glob of the uAPI header, from the root.',
    examples: ['include/uapi/misc/habanalabs.h'],
  }),
  driver: checked(pathProblem).meta({
    description: 'Directory of its driver.',
    examples: ['drivers/accel/habanalabs'],
  }),
})

const HOST = /^[a-z0-9.-]+$/
const host = checked((text) =>
  HOST.test(text) ? null : { message: 'is no host', mend: 'Write the name alone, in lower case: `github.com`.' },
)

const waiver = z.strictObject({
  driver: checked(shortText).meta({ description: 'Name of the driver, as in its manifest.', examples: ['habanalabs'] }),
  manifest: checked(manifestProblem)
    .meta({
      description:
        "Path of the driver's manifest, where it stands or would stand, from the root; left out, it stands at the root or in a directory of the driver's name.",
      examples: ['drivers/accel/habanalabs/open-userspace.yml'],
    })
    .optional(),
  rule: z.enum(DRIVER_RULE_CODES).meta({ description: 'Code of the one rule that is waived.' }),
  component: checked((text) => {
    const parsed = parseRepositoryUrl(text)
    return parsed.ok ? null : parsed
  })
    .meta({
      description: 'The repository that it is bound to; left out, it covers findings about the driver as a whole.',
    })
    .optional(),
  reason: prose(500).meta({ description: 'Why it is right to pass this.' }),
  'approved-by': checked(loginProblem).meta({
    description: 'GitHub login of the one who answers for it.',
    examples: ['octocat'],
  }),
  until: z.iso.date().meta({ description: 'Last day on which it holds.', examples: ['2027-01-31'] }),
})

/** The policy of a repository or an organisation, as it is written. */
export const policySchema = z
  .strictObject({
    version,
    extends: checked(shortText)
      .meta({ description: 'The shipped preset that it rests on.', examples: ['drm'] })
      .optional(),
    mode: mode.optional(),
    line: z
      .strictObject({
        paths: paths.optional(),
        exclude: exclude.optional(),
        headers: z
          .array(header)
          .max(256)
          .meta({ description: 'Which driver a uAPI header belongs to that stands far from it.' })
          .optional(),
      })
      .meta({ description: 'Where in the repository the line runs.' })
      .optional(),
    roles: roles.optional(),
    rules: rules.optional(),
    scopes: z
      .array(scope)
      .max(64)
      .meta({ description: 'Other demands for some paths; where several hold, the later says more.' })
      .optional(),
    forges: z
      .array(host)
      .min(1)
      .max(32)
      .meta({
        description: 'The hosts that repositories may be on, of those that the service knows; left out, all of them.',
        examples: [['github.com']],
      })
      .optional(),
    'not-tellable': z
      .enum(NOT_TELLABLE)
      .meta({
        description:
          'What it comes to where a forge has no way to tell whether a repository is a fork, a mirror or archived: noted if left out.',
      })
      .optional(),
    waivers: z.array(waiver).max(100).meta({ description: 'Findings that are let pass, each until a day.' }).optional(),
    acceptors: z
      .array(checked(loginProblem))
      .max(64)
      .meta({
        description: 'GitHub logins of those who may accept what is for a maintainer to decide, besides maintainers.',
        examples: [['octocat']],
      })
      .optional(),
  })
  .meta({ title: 'Open Userspace policy', description: 'What a repository or an organisation asks of its drivers.' })

const source = z.string().min(1)
const presetRole = z.strictObject({ required, class: licenseClass, source })

/** A shipped preset: a policy that leaves nothing open, each demand with the document or case that it follows. */
export const presetSchema = z.strictObject({
  version,
  mode,
  line: z.strictObject({ paths, exclude, source }),
  roles: z.strictObject({ userspace: presetRole, compiler: presetRole, firmware: presetRole }),
  rules: z.object(byRule(z.strictObject({ severity, source }))),
})
