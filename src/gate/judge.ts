import type { Case, Unknown } from '../core/case.ts'
import type { Config } from '../core/config.ts'
import { guessFromChange } from '../core/starter/guess-change.ts'
import { evaluate } from '../core/verdict/evaluate.ts'
import type { Verdict } from '../core/verdict/verdict.ts'
import type { PullSituation } from '../forges/github/situation.ts'
import { checkRun, type CheckRunOptions, type CheckRunOutput } from '../report/check-run/check-run.ts'
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
  readonly fingerprint: string
  /** Why a verdict is unknown; empty where none is. */
  readonly unknowns: readonly Unknown[]
  readonly render: (options: CheckRunOptions) => CheckRunOutput
}

export type ToJudge = { readonly case: Case; readonly pull: PullSituation | null }

export const judge = (
  config: Config,
  head: string,
  cases: readonly ToJudge[],
  mergeGroup: RunIdentity['mergeGroup'],
): Judged => {
  const judged = cases.map(({ case: collected, pull }) => ({
    pull,
    subject: collected.subject,
    change: collected.change,
    verdict: evaluate(collected, config),
  }))
  const parts: readonly Part[] = judged.map(({ pull, subject, change, verdict }) => ({
    pullRequest:
      pull === null
        ? null
        : { number: pull.number, url: `${pull.repository}/pull/${pull.number}`, base: pull.baseBranch },
    subject,
    verdict,
    editors: editorsOf(pull, verdict, change),
  }))
  const verdicts = judged.map(({ verdict }) => verdict)
  return {
    head,
    pulls: cases.flatMap(({ pull }) => (pull === null ? [] : [pull.number])),
    mergeGroup,
    fingerprint: fingerprint(verdicts),
    unknowns: verdicts.flatMap((verdict) => verdict.unknowns),
    render: (options) => checkRun(parts, options),
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
