import type { Case, Unknown } from '../core/case.ts'
import type { Acceptance } from '../core/verdict/accept.ts'
import { guessFromChange } from '../core/starter/guess-change.ts'
import type { Verdict } from '../core/verdict/verdict.ts'
import type { PullSituation } from '../forges/github/situation.ts'
import { checkRun, type CheckRunOptions, type CheckRunOutput } from '../report/check-run/check-run.ts'
import type { Accepting } from '../report/weight.ts'
import type { Part } from '../report/part.ts'
import { editLink, starterManifest } from '../report/starter.ts'
import type { RunIdentity } from './external-id.ts'
import { fingerprint } from './fingerprint.ts'

/** Verdicts on one commit, ready to be published. */
export type Judged = {
  readonly head: string
  /** Numbers of the pull requests that have a part, ascending. */
  readonly pulls: readonly number[]
  readonly mergeGroup: RunIdentity['mergeGroup']
  /** It is about all that is on the default branch. */
  readonly whole: boolean
  /** What its run is to remember. */
  readonly accepted: readonly Acceptance[]
  readonly fingerprint: string
  /** Why a verdict is unknown; empty where none is. */
  readonly unknowns: readonly Unknown[]
  readonly render: (options: Omit<CheckRunOptions, 'accepting'>) => CheckRunOutput
}

export type Settled = { readonly case: Case; readonly pull: PullSituation | null; readonly verdict: Verdict }

/** Makes what is to be published of verdicts. */
export const judge = (
  head: string,
  settled: readonly Settled[],
  mergeGroup: RunIdentity['mergeGroup'],
  /** null: nobody can accept anything, as it is about all that is on the default branch. */
  accepting: Accepting | null,
): Judged => {
  const parts: readonly Part[] = settled.map(({ case: { subject, change }, pull, verdict }) => ({
    pullRequest:
      pull === null
        ? null
        : { number: pull.number, url: `${pull.repository}/pull/${pull.number}`, base: pull.baseBranch },
    subject,
    verdict,
    editors: editorsOf(pull, verdict, change),
  }))
  const verdicts = settled.map(({ verdict }) => verdict)
  return {
    head,
    pulls: settled.flatMap(({ pull }) => (pull === null ? [] : [pull.number])),
    mergeGroup,
    whole: accepting === null,
    accepted: accepting?.accepted ?? [],
    fingerprint: fingerprint(verdicts),
    unknowns: verdicts.flatMap((verdict) => verdict.unknowns),
    render: (options) => checkRun(parts, accepting === null ? options : { ...options, accepting }),
  }
}

/** Links to write the missing manifests with; none where the fork is gone. */
const editorsOf = (pull: PullSituation | null, verdict: Verdict, change: Case['change']): Part['editors'] => {
  const editors = new Map<string, string>()
  if (!pull?.headRepository) return editors
  const { headRepository: headRepositoryUrl, headBranch } = pull
  for (const { reason, driver } of verdict.findings) {
    if (reason.rule !== 'manifest' || reason.code !== 'missing') continue
    const path = reason.expected
    const hits = verdict.drivers.find((each) => each.driver === driver)?.line ?? []
    const manifest = starterManifest(guessFromChange(driver, path, hits, change))
    editors.set(path, editLink({ headRepositoryUrl, headBranch, path, manifest }))
  }
  return editors
}
