import type { Subject } from '../../core/case.ts'
import type { PolicySource } from '../../core/policy/policy.ts'
import type { Verdict } from '../../core/verdict/verdict.ts'
import { code, count, list, say, type Sentence } from '../sentence.ts'

/** By what the verdict was made, how far it holds, and how to make it again. */
export const finePrint = (verdict: Verdict, subject: Subject): readonly Sentence[] => {
  const { policy, findings } = verdict
  const accepted = findings.filter(({ outcome }) => outcome === 'accepted').length
  const judgedBy = say`Judged by preset ${code(policy.preset)}, ${list(policy.sources.map(source))}; ${floor(verdict)}; ${count(policy.waivers, 'waiver')}, ${count(accepted, 'accepted finding')}.`
  return [
    judgedBy,
    ...(subject.head === null ? [] : [say`Valid for head ${code(subject.head)} only.`]),
    ...(subject.base === null ? [] : [say`Reproduce: ${code(reproducing(verdict, subject.base))}`]),
  ]
}

/** A floor that is demanded makes a difference only where none is seen. */
const reproducing = ({ findings }: Verdict, base: string): string => {
  const demanded = findings.some(({ reason }) => reason.rule === 'policy' && reason.code === 'floor-required')
  return `${demanded ? 'REQUIRE_FLOOR=true ' : ''}npx open-userspace check --base ${base}`
}

const floor = ({ policy, findings }: Verdict): Sentence => {
  if (policy.floor === 'found') return say`an organisation floor was found`
  return findings.some(
    ({ reason }) => reason.rule === 'policy' && reason.code === 'unknown' && reason.level === 'floor',
  )
    ? say`whether there is an organisation floor could not be read`
    : say`no organisation floor was seen`
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
