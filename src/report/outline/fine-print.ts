import type { Subject } from '../../core/case.ts'
import type { PolicySource } from '../../core/policy/policy.ts'
import type { Verdict } from '../../core/verdict/verdict.ts'
import { code, count, list, say, type Sentence } from '../sentence.ts'

/** By what the verdict was made, how far it holds, and how to make it again. */
export const finePrint = (verdict: Verdict, subject: Subject): readonly Sentence[] => {
  const { policy, findings } = verdict
  const accepted = findings.filter(({ outcome }) => outcome === 'accepted').length
  const judgedBy = say`Judged by preset ${code(policy.preset)}, ${list(policy.sources.map(source))}; ${FLOOR[policy.floor]}; ${count(policy.waivers, 'waiver')}, ${count(accepted, 'accepted finding')}.`
  return [
    judgedBy,
    ...(subject.head === null ? [] : [say`Valid for head ${code(subject.head)} only.`]),
    ...(subject.base === null ? [] : [say`Reproduce: ${code(`npx open-userspace check --base ${subject.base}`)}`]),
  ]
}

const FLOOR: Readonly<Record<Verdict['policy']['floor'], Sentence>> = {
  found: say`an organisation floor was found`,
  'none seen': say`no organisation floor was seen`,
}

const source = ({ level, file, commit }: PolicySource): Sentence => {
  switch (level) {
    case 'default':
      return say`the shipped default`
    case 'floor':
      return commit === null ? say`the floor` : say`the floor at ${code(commit.slice(0, 12))}`
    case 'repository':
      return commit === null ? say`policy ${code(file)}` : say`policy at base ${code(commit.slice(0, 12))}`
  }
}
