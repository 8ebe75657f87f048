import { z } from 'zod'

export const CHECK_NAME = 'Open userspace'

/** A check run of ours on a commit. */
export type OurRun = {
  readonly id: number
  readonly completed: boolean
  readonly externalId: string | null
  /** Markdown of its details. */
  readonly text: string | null
}

/** Selected on a `Commit`; wants the variables `$app: Int!` and `$check: String!`. */
export const RUNS_SELECTION = `checkSuites(first: 20, filterBy: { appId: $app }) { nodes {
  checkRuns(first: 20, filterBy: { appId: $app, checkName: $check, checkType: LATEST }) {
    nodes { databaseId status externalId text }
  }
} }`

export const Runs = z.object({
  checkSuites: z
    .object({
      nodes: z
        .array(
          z
            .object({
              checkRuns: z
                .object({
                  nodes: z
                    .array(
                      z
                        .object({
                          databaseId: z.number().nullable(),
                          status: z.string(),
                          externalId: z.string().nullable(),
                          text: z.string().nullable(),
                        })
                        .nullable(),
                    )
                    .nullable(),
                })
                .nullable(),
            })
            .nullable(),
        )
        .nullable(),
    })
    .nullable(),
})

/** Newest first. */
export const runsOf = (commit: z.infer<typeof Runs>): readonly OurRun[] =>
  (commit.checkSuites?.nodes ?? [])
    .flatMap((suite) => suite?.checkRuns?.nodes ?? [])
    .flatMap((run) =>
      typeof run?.databaseId !== 'number'
        ? []
        : [{ id: run.databaseId, completed: run.status === 'COMPLETED', externalId: run.externalId, text: run.text }],
    )
    .sort((a, b) => b.id - a.id)
