/** The repository that a job is about, and the installation whose token reads it. */
export type JobRepository = {
  readonly installationId: number
  readonly repositoryId: number
  readonly owner: string
  readonly name: string
}

/** What every piece of work has, whatever it is about. */
export type Work = {
  readonly installationId: number
  /** A person asked for a re-run: it makes a new run even where the verdict is unchanged. */
  readonly rerequested: boolean
  /** Nobody waits for it: a webhook's work never waits for a sweep's. */
  readonly background: boolean
  /** Attempts that ended in `unknown` or an error before this one. */
  readonly attempt: number
  /** When the first of these attempts was queued, epoch milliseconds; giving up counts from here. */
  readonly since: number
  /** The time that was kept for its write, epoch milliseconds; null where none was yet. */
  readonly slot: number | null
}

/**
 * What a webhook asks to be looked at again. It only locates: everything else is fetched when the job runs, so lost,
 * doubled and out-of-order deliveries don't matter.
 */
export type Job = Work &
  JobRepository & {
    readonly subject:
      | { readonly kind: 'pull-request'; readonly number: number }
      /** A re-run on a commit: the pull requests are found from our runs on it, then by head SHA. */
      | { readonly kind: 'commit'; readonly sha: string }
      /** Someone pressed the button of a run of ours. */
      | { readonly kind: 'click'; readonly sha: string; readonly run: number; readonly by: string }
      /** The default branch's head, and all the manifests there. */
      | { readonly kind: 'tip'; readonly sha: string }
      | { readonly kind: 'merge-group'; readonly head: string; readonly base: string; readonly baseRef: string }
  }

/** Two jobs with one key are about the same thing: the newer replaces a waiting one. */
export const jobKey = (job: Job): string => {
  const { subject } = job
  switch (subject.kind) {
    case 'pull-request':
      return `${job.repositoryId}#${subject.number}`
    case 'commit':
      return `${job.repositoryId}@${subject.sha}`
    case 'click':
      return `${job.repositoryId}@${subject.sha}!${subject.run}.${subject.by}`
    case 'tip':
      return `${job.repositoryId}^${subject.sha}`
    case 'merge-group':
      return `${job.repositoryId}+${subject.head}`
  }
}

export type JobOutcome =
  | { readonly state: 'published' | 'unchanged' | 'closed' | 'not-ours' }
  /** The head moved while judging: nothing was published; judge again at once. */
  | { readonly state: 'superseded' }
  /** Something was unknown: judge again at `at`, epoch milliseconds. */
  | { readonly state: 'retry'; readonly at: number; readonly why: string }
  /** Nothing was tried, as GitHub takes no more from this installation now: begin at `at`, with `slot` kept for it. */
  | { readonly state: 'paced'; readonly at: number; readonly slot: number | null; readonly why: string }
  /** Nothing could be read for so long that trying again is given up. */
  | { readonly state: 'gave-up'; readonly why: string }
