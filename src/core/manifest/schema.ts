import { z } from 'zod'
import { parseChangeUrl, parseRepositoryUrl } from '../repository-url.ts'
import { globProblem, pathProblem } from '../safe-path.ts'
import { parseExpression } from '../spdx/expression.ts'
import { suggestExpression } from '../spdx/suggest.ts'
import { checked, prose } from '../yaml/checked.ts'
import { refProblem } from './ref.ts'

/** Of all roles together; each costs requests to a forge. */
export const MAX_COMPONENTS = 32
/** Of paths, changes, files, headers and targets, each. */
const MAX_LIST = 32

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.+-]*$/

const name = (least: number, most: number): z.ZodString =>
  checked((text) => {
    if (text.length < least) return { message: `is shorter than ${least} characters`, mend: null }
    if (text.length > most) return { message: `is longer than ${most} characters`, mend: null }
    if (!NAME.test(text)) return { message: 'holds more than letters, digits and `_.+-`', mend: null }
    return null
  })

/** Patterns are for editors: the published schema says by them what its checks can't. */
const NAME_PATTERN = { pattern: NAME.source }

const list = <S extends z.ZodType>(entry: S): z.ZodArray<S> => z.array(entry).min(1).max(MAX_LIST)
const oneOrMore = <S extends z.ZodType>(entry: S): z.ZodUnion<[S, z.ZodArray<S>]> => z.union([entry, list(entry)])

const repository = checked((text) => {
  if (text === '.') return null
  const parsed = parseRepositoryUrl(text)
  return parsed.ok ? null : parsed
})

const change = checked((text) => {
  const parsed = parseChangeUrl(text)
  return parsed.ok ? null : parsed
})

const license = checked((text) => {
  const parsed = parseExpression(text)
  if (parsed.ok) return null
  return { message: parsed.message, mend: () => spdxMend(suggestExpression(text)) }
})

const spdxMend = (suggestion: string | null): string =>
  suggestion === null
    ? 'Write the id of the licence in the SPDX list, or leave the key out.'
    : `If that is what is meant, write \`${suggestion}\`.`

const component = z.strictObject({
  repository: repository.meta({
    description: 'Address of the repository, https:// alone; `.` is the repository that the driver is in.',
    examples: ['https://github.com/HabanaAI/hl-thunk', '.'],
    pattern: '^(\\.|https://[^/@:]+/[^?#%]+)$',
  }),
  ref: checked(refProblem)
    .meta({ description: 'Branch or tag; the default branch if left out.', examples: ['main'] })
    .optional(),
  path: oneOrMore(checked(pathProblem))
    .meta({
      description: 'The part or parts that count; the whole repository if left out.',
      examples: ['src', ['lib', 'include']],
    })
    .optional(),
  license: license
    .meta({
      description: 'SPDX expression; checked against what is found.',
      examples: ['MIT', 'GPL-2.0-only OR BSD-3-Clause'],
    })
    .optional(),
  change: oneOrMore(change.meta({ pattern: '^https://[^/@:]+/.+/(pull|-/merge_requests)/[0-9]+/?$' }))
    .meta({
      description: 'The userspace side of this change: a pull request or merge request, or several.',
      examples: ['https://github.com/HabanaAI/SynapseAI_Core/pull/12'],
    })
    .optional(),
})

const firmwareComponent = component.extend({
  files: list(checked(globProblem))
    .meta({ description: 'Globs of the firmware files that the driver asks for.', examples: [['habanalabs/gaudi/*']] })
    .optional(),
})

const none = z.strictObject({
  none: prose(500).meta({ description: 'Why this device has none; a maintainer must accept it.' }),
})

const role = <S extends typeof component>(entry: S, description: string) =>
  z
    .union([z.array(entry).min(1), none])
    .meta({ description })
    .optional()

/** The manifest as it is written. What a schema can't say of it is in parse.ts. */
export const manifestSchema = z
  .strictObject({
    version: z.literal(1).meta({ description: 'Version of this format.' }),
    driver: name(1, 64).meta({ description: 'Name of the driver.', examples: ['habanalabs'], ...NAME_PATTERN }),
    uapi: list(checked(pathProblem))
      .meta({
        description: 'uAPI headers of the driver, paths from the root of its repository.',
        examples: [['include/uapi/misc/habanalabs.h']],
      })
      .optional(),
    targets: list(name(2, 64).meta(NAME_PATTERN))
      .meta({ description: 'What the device is called in code.', examples: [['gaudi', 'goya', 'tpc']] })
      .optional(),
    userspace: role(component, 'What drives the device from userspace.'),
    compiler: role(component, 'What makes programs for the device.'),
    firmware: role(firmwareComponent, 'Where the firmware files that the driver asks for are kept.'),
  })
  .meta({
    title: 'Open Userspace manifest',
    description: 'Declares the userspace, compiler and firmware of a driver. List only the open stack.',
  })

export type ManifestText = z.output<typeof manifestSchema>
