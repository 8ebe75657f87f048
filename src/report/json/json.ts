import type { Subject } from '../../core/case.ts'
import type { Component } from '../../core/manifest/manifest.ts'
import type { RepositoryUrl } from '../../core/repository-url.ts'
import type { Evidence, Finding } from '../../core/verdict/finding.ts'
import type { Verdict } from '../../core/verdict/verdict.ts'
import { commitUrl, fileUrl } from '../links.ts'
import { plain } from '../sentence.ts'
import { wordsOf } from '../words/words.ts'
import { REPORT_SCHEMA, type Report } from './schema.ts'

/** The report for programs, `open-userspace/report/v1`. Values stand as they were read, for the reader to escape. */
export const jsonReport = (judged: {
  readonly subject: Subject
  readonly verdict: Verdict
  /** Of this product. */
  readonly version: string
}): Report => {
  const { subject, verdict, version } = judged
  const { repository, base, head } = subject
  const { mode, policy, judgement, drivers, findings } = verdict
  return {
    schema: REPORT_SCHEMA,
    tool: { version },
    subject: { repository, base, head },
    policy: {
      mode,
      sources: policy.sources.map(({ file, commit }) => ({ file, commit })),
      floor: policy.floor,
      waivers: policy.waivers,
    },
    verdict: judgement,
    line: drivers.flatMap(({ driver, line }) => line.map((hit) => ({ driver, ...lineOf(hit) }))),
    components: drivers.flatMap(({ driver, components }) =>
      components.map(({ component, ref, commit, underReview, license, licenseClass }) => ({
        driver,
        role: component.role,
        repository: addressOf(component, repository),
        ref: ref ?? component.ref ?? 'HEAD',
        paths: component.paths.length === 0 ? [WHOLE] : [...component.paths],
        commit,
        underReview: underReview !== null,
        license,
        licenseClass,
      })),
    ),
    findings: findings.map((finding) => findingOf(finding, repository)),
  }
}

/** The path of a repository as a whole. */
const WHOLE = '.'
/** Where a file as a whole is shown, as annotations are. */
const FIRST_LINE = 1

const lineOf = ({ kind, file, line, text }: Verdict['drivers'][number]['line'][number]) => ({
  kind,
  file,
  line: line ?? FIRST_LINE,
  text,
})

const findingOf = (finding: Finding, home: RepositoryUrl | null): Report['findings'][number] => {
  const { rule, outcome, driver, role, component, at, waiver, evidence } = finding
  const { message, mend } = wordsOf(finding)
  return {
    rule,
    outcome,
    driver,
    role,
    repository: component === null ? null : addressOf(component, home),
    message: plain(message),
    mend: mend === null ? null : plain(mend),
    at: at === null ? null : { file: at.file, line: at.line, column: at.column },
    waiver: waiver === null ? null : { approvedBy: waiver.approvedBy, until: waiver.until, reason: waiver.reason },
    evidence: evidence.map(evidenceOf),
  }
}

const addressOf = ({ repository }: Component, home: RepositoryUrl | null): string =>
  repository === '.' ? (home ?? '.') : repository

const evidenceOf = (evidence: Evidence): Report['findings'][number]['evidence'][number] => {
  const { repository, commit, path, line, text } = evidence
  const url = path === null ? commitUrl(repository, commit) : fileUrl(evidence)
  return { repository, commit, path: path ?? WHOLE, line: line ?? FIRST_LINE, text, url }
}
