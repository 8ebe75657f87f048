import { codeSpan, inline, table } from '../markdown.ts'
import type { Finding } from '../../core/verdict/finding.ts'
import { licenseFound } from '../outline/license-found.ts'
import type { Part } from '../part.ts'
import { nameOf } from '../headline.ts'
import { say, type Sentence } from '../sentence.ts'
import { theDriver, theRepository } from '../words/subject.ts'
import { wordsOf } from '../words/words.ts'
import type { Annotation } from './annotations.ts'
import { MARKS } from './marks.ts'
import { references } from './references.ts'

/** The check run's details in Markdown: every finding, met or not, and the annotations that were beyond the limit. */
export const text = (parts: readonly Part[], leftOut: readonly Annotation[]): string =>
  [...annotationList(leftOut), ...parts.flatMap((part) => findingTable(part, parts.length)), ...forgeTable(parts)].join(
    '\n\n',
  )

const annotationList = (leftOut: readonly Annotation[]): readonly string[] => {
  if (leftOut.length === 0) return []
  const lines = leftOut.map(
    ({ path, start_line, title }) =>
      `- ${codeSpan(`${path}:${start_line}`)} ${inline([{ kind: 'prose', text: title }])}`,
  )
  return [`### Beyond GitHub's limit of annotations`, lines.join('\n')]
}

const findingTable = (part: Part, parts: number): readonly string[] => {
  const title = parts === 1 ? '### Every finding' : `### Every finding for ${inline(nameOf(part))}`
  const { findings } = part.verdict
  if (findings.length === 0) return [title, 'There are none, as nothing was asked.']
  const refer = references(part.subject)
  const rows = findings.map((finding) => [
    `${MARKS[finding.outcome]} ${finding.outcome}`,
    refer.rule(finding.rule),
    inline(about(finding)),
    inline(wordsOf(finding).title),
  ])
  return [title, table(['outcome', 'rule', 'about', 'finding'], rows)]
}

const about = (finding: Finding): Sentence => {
  if (finding.component !== null) return theRepository(finding)
  return finding.driver === '' ? say`the policy` : theDriver(finding)
}

/** Where a forge's own field says something else than the texts do. */
const forgeTable = (parts: readonly Part[]): readonly string[] => {
  const components = parts.flatMap(({ verdict }) => verdict.drivers.flatMap((driver) => driver.components))
  const rows = components
    .filter(
      ({ component, commit, license, forgeLicense }) =>
        component.repository !== '.' && commit !== null && license !== forgeLicense,
    )
    .map((judged) => [
      codeSpan(judged.component.repository),
      inline(licenseFound(judged)),
      judged.forgeLicense === null ? 'nothing' : codeSpan(judged.forgeLicense),
    ])
  if (rows.length === 0) return []
  const once = [...new Map(rows.map((row) => [row.join('|'), row])).values()]
  return [
    '### What the forge says of the licences, which decides nothing',
    table(['repository', 'licence, from its texts', "the forge's own field"], once),
  ]
}
