import { ROLES, type Component, type Role, type RoleDeclaration } from '../../core/manifest/manifest.ts'
import { OUTCOMES, type Finding, type Outcome } from '../../core/verdict/finding.ts'
import type { ComponentJudgement, DriverJudgement } from '../../core/verdict/verdict.ts'
import type { RuleCode } from '../../core/rules/codes.ts'
import { prose, say, type Sentence } from '../sentence.ts'
import { type Shown, shownOf } from './shown.ts'

/** One line of the stack: a declared component, or what the manifest says of a role without one. */
export type StackRow = {
  readonly role: Role
  readonly declared:
    | { readonly kind: 'component'; readonly component: Component; readonly judged: ComponentJudgement | null }
    | { readonly kind: 'none'; readonly text: Sentence }
  readonly result: Result
}

type Result = {
  /** The worst that was found, where `met` and `noted` are alike. */
  readonly outcome: Exclude<Outcome, 'noted'>
  /** The rules that found it; empty where all is met. */
  readonly rules: readonly RuleCode[]
  /** What speaks for it, shortly; empty where it can't stand as it is, or isn't known. */
  readonly shown: readonly Shown[]
}

/** The declared stack of a driver; empty where no valid manifest declares one. */
export const stack = ({ manifest, components }: DriverJudgement, findings: readonly Finding[]): readonly StackRow[] => {
  if (manifest === null) return []
  return ROLES.flatMap((role): readonly StackRow[] => {
    const declaration = manifest.roles[role]
    if (declaration.kind === 'components') {
      return declaration.components.map((component) => ({
        role,
        declared: {
          kind: 'component',
          component,
          judged: components.find((judged) => isSame(judged.component, component)) ?? null,
        },
        result: result(
          findings.filter((finding) =>
            finding.component === null ? finding.role === role : isSame(finding.component, component),
          ),
          component,
        ),
      }))
    }
    const about = findings.filter((finding) => finding.role === role)
    return [{ role, declared: { kind: 'none', text: withoutComponent(declaration, about) }, result: result(about) }]
  })
}

const withoutComponent = (
  declaration: Exclude<RoleDeclaration, { kind: 'components' }>,
  findings: readonly Finding[],
): Sentence => {
  if (declaration.kind === 'none') return say`declared none: “${prose(declaration.reason)}”`
  return findings.some(({ reason }) => reason.rule === 'manifest' && reason.code === 'role-missing')
    ? say`not declared`
    : say`not declared, and not asked for`
}

/** By where it is declared, not by identity: verdicts may have been written out and read again. */
const isSame = (a: Component, b: Component): boolean =>
  a.at.file === b.at.file && a.at.line === b.at.line && a.at.column === b.at.column

const result = (findings: readonly Finding[], component: Component | null = null): Result => {
  const worst = findings.reduce((rank, { outcome }) => Math.max(rank, OUTCOMES.indexOf(outcome)), 0)
  const outcome = OUTCOMES[worst] ?? 'met'
  const shown = findings.flatMap((finding) => shownOf(finding, component))
  if (outcome === 'met' || outcome === 'noted') return { outcome: 'met', rules: [], shown }
  return {
    outcome,
    rules: [...new Set(findings.filter((finding) => finding.outcome === outcome).map(({ rule }) => rule))],
    shown: outcome === 'unmet' || outcome === 'unknown' ? [] : shown,
  }
}
