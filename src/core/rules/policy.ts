import type { Case } from '../case.ts'
import type { PolicySource } from '../policy/policy.ts'
import type { Evidence, Finding, Outcome } from '../verdict/finding.ts'
import type { Reasons } from './reasons.ts'
import type { CaseRule, LevelRead } from './rule.ts'

/** Is it known, and valid, what this change is judged by? */
export const policy: CaseRule = {
  about: 'case',
  judge: (levels, { floor, requireFloor, subject }) => [
    ...levels.policies.map(({ source, preset }) =>
      policyFinding('met', { code: 'applies', level: source.level, preset }, [sourceEvidence(source, subject)]),
    ),
    ...judgeLevel('floor', levels.floor, subject),
    ...judgeLevel('repository', levels.repository, subject),
    ...(requireFloor && floor.state === 'absent' ? [policyFinding('unknown', { code: 'floor-required' })] : []),
  ],
}

/** A finding about policy belongs to no driver, and to no line of the head commit. */
export const policyFinding = (
  outcome: Outcome,
  reason: Reasons['policy'],
  evidence: readonly Evidence[] = [],
  driver = '',
): Finding => ({
  rule: 'policy',
  outcome,
  reason: { rule: 'policy', ...reason },
  driver,
  role: null,
  component: null,
  at: null,
  evidence,
  waiver: null,
})

const judgeLevel = (level: 'floor' | 'repository', read: LevelRead, subject: Case['subject']): Finding[] => {
  if (read.state === 'absent') return []
  if (read.state === 'unknown') return [policyFinding('unknown', { code: 'unknown', level, why: read.why })]
  if (read.parsed.ok) return []
  return read.parsed.faults.map((fault) =>
    policyFinding('unmet', { code: 'invalid', level, fault }, [
      { ...sourceEvidence(read.source, subject), line: fault.at.line },
    ]),
  )
}

const sourceEvidence = ({ level, file, commit }: PolicySource, subject: Case['subject']): Evidence => ({
  repository: level === 'repository' ? subject.repository : null,
  commit,
  path: file,
  line: null,
  text: '',
})
