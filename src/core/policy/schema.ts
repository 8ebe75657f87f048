import { z } from 'zod'
import { parseRepositoryUrl } from '../repository-url.ts'
import type { Problem } from '../problem.ts'
import { RULE_CODES } from '../rules/codes.ts'
import { MANIFEST_NAME } from '../manifest/manifest.ts'
import { globProblem, pathProblem } from '../safe-path.ts'
import { checked, hiddenProblem, prose } from '../yaml/checked.ts'

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
  .enum(['always', 'asked', 'never'])
  .meta({ description: '`asked`: only where the driver asks for files of this role.' })
const licenseClass = z
  .enum(['open', 'redistributable'])
  .meta({ description: 'The least class of licence that is enough.' })

const demand = z.strictObject({ required, class: licenseClass })
const changedDemand = demand.partial()

/** The verdict about the policy itself can't be waived by that policy. */
const WAIVABLE = RULE_CODES.filter((code) => code !== 'policy')

const waiver = z.strictObject({
  driver: checked(shortText).meta({ description: 'Name of the driver, as in its manifest.', examples: ['habanalabs'] }),
  manifest: checked(manifestProblem)
    .meta({
      description:
        "Path of the driver's manifest, where it stands or would stand, from the root; left out, it stands at the root or in a directory of the driver's name.",
      examples: ['drivers/accel/habanalabs/open-userspace.yml'],
    })
    .optional(),
  rule: z.enum(WAIVABLE).meta({ description: 'Code of the one rule that is waived.' }),
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
      .strictObject({ paths: paths.optional(), exclude: exclude.optional() })
      .meta({ description: 'Where in the repository the line runs.' })
      .optional(),
    roles: z
      .strictObject({
        userspace: changedDemand.optional(),
        compiler: changedDemand.optional(),
        firmware: changedDemand.optional(),
      })
      .meta({ description: 'What is asked of each role, where it differs from the preset.' })
      .optional(),
    waivers: z.array(waiver).max(100).meta({ description: 'Findings that are let pass, each until a day.' }).optional(),
  })
  .meta({ title: 'Open Userspace policy', description: 'What a repository or an organisation asks of its drivers.' })

/** A shipped preset: a policy that leaves nothing open. */
export const presetSchema = z.strictObject({
  version,
  mode,
  line: z.strictObject({ paths, exclude }),
  roles: z.strictObject({ userspace: demand, compiler: demand, firmware: demand }),
})
