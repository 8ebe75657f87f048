import { remember } from '../../core/remember.ts'
import type { RuleCode } from '../../core/rules/codes.ts'
import type { Reason } from '../../core/rules/reasons.ts'
import type { Finding, Outcome } from '../../core/verdict/finding.ts'
import { capitalised } from '../sentence.ts'
import { ALIVE } from './alive.ts'
import { CHANGE } from './change.ts'
import { FIRMWARE } from './firmware.ts'
import { KERNEL } from './kernel.ts'
import { LICENSE } from './license.ts'
import { MANIFEST } from './manifest.ts'
import { POLICY } from './policy.ts'
import { REACHABLE } from './reachable.ts'
import { SOURCE } from './source.ts'
import { TARGET } from './target.ts'
import type { Words, WordTable } from './table.ts'
import { UAPI } from './uapi.ts'
import { UPSTREAM } from './upstream.ts'

const TABLES: { readonly [Rule in RuleCode]: WordTable<Rule> } = {
  policy: POLICY,
  manifest: MANIFEST,
  reachable: REACHABLE,
  upstream: UPSTREAM,
  alive: ALIVE,
  license: LICENSE,
  source: SOURCE,
  target: TARGET,
  uapi: UAPI,
  change: CHANGE,
  firmware: FIRMWARE,
  kernel: KERNEL,
}

/** What a finding says to a reader. Where nothing is left to do, it has no mend, whatever its table says. */
export const wordsOf = remember((finding: Finding): Words => {
  // The compiler can't follow that a reason's rule picks the table that has its code; the type of TABLES ensures it.
  const table = TABLES[finding.reason.rule] as Readonly<Record<string, (reason: Reason, finding: Finding) => Words>>
  const entry = table[finding.reason.code]
  if (entry === undefined) throw new TypeError(`no words for ${finding.reason.rule}/${finding.reason.code}`)
  const { title, message, mend } = entry(finding.reason, finding)
  return {
    title,
    message: capitalised(message),
    mend: DONE.has(finding.outcome) || mend === null ? null : capitalised(mend),
  }
})

const DONE: ReadonlySet<Outcome> = new Set(['met', 'accepted', 'waived'])
