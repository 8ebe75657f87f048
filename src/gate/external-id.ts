import type { OurRun } from '../forges/github/runs.ts'

/** What a check run of ours remembers of its judging, in its `external_id`. */
export type RunIdentity = {
  /** Pull requests that it has a part for, ascending. */
  readonly pulls: readonly number[]
  /** Set where it has a part for a merge group: what that is to be merged onto. */
  readonly mergeGroup: { readonly base: string; readonly baseRef: string } | null
  /** Set where it is about all that is on the default branch. */
  readonly whole?: true
  /** Of the verdict; two runs with one fingerprint say the same. `-`: there is no verdict yet. */
  readonly fingerprint: string
}

const FORM =
  /^v1 (?=pulls=|onto=|whole )(?<whole>whole )?(?:onto=(?<base>[0-9a-f]{40}) (?<baseRef>refs\/heads\/\S{1,200}) )?(?:pulls=(?<pulls>\d{1,10}(?:,\d{1,10})*) )?(?<fingerprint>[0-9a-f]{16}|-)$/

export const encodeIdentity = ({ pulls, mergeGroup, whole, fingerprint }: RunIdentity): string =>
  [
    'v1',
    ...(whole === undefined ? [] : ['whole']),
    ...(mergeGroup === null ? [] : [`onto=${mergeGroup.base}`, mergeGroup.baseRef]),
    ...(pulls.length === 0 ? [] : [`pulls=${pulls.join(',')}`]),
    fingerprint,
  ].join(' ')

/** null for an id that is not ours or of another version: such a run tells nothing, and is judged anew. */
export const decodeIdentity = (externalId: string | null): RunIdentity | null => {
  const groups = FORM.exec(externalId ?? '')?.groups
  if (groups === undefined) return null
  const { pulls, base, baseRef, whole, fingerprint = '-' } = groups
  return {
    pulls: pulls === undefined ? [] : pulls.split(',').map(Number),
    mergeGroup: base === undefined || baseRef === undefined ? null : { base, baseRef },
    ...(whole === undefined ? {} : { whole: true }),
    fingerprint,
  }
}

/** What our newest run on a commit is about. */
export const knownOf = ([newest]: readonly OurRun[]): Pick<RunIdentity, 'pulls' | 'mergeGroup' | 'whole'> =>
  decodeIdentity(newest?.externalId ?? null) ?? { pulls: [], mergeGroup: null }
