import type { ComponentFacts, Subject } from './case.ts'
import type { ContentsRead } from './evidence/snapshot-facts.ts'
import type { Component } from './manifest/manifest.ts'
import type { RepositoryUrl } from './repository-url.ts'

/** What was read of a component at one commit; of `.` at the head of the driver repository. */
export type Contents = {
  readonly repository: RepositoryUrl | null
  /** 40 hex; null where there is none. */
  readonly commit: string | null
  readonly read: ContentsRead
  readonly forgeLicense: string | null
}

/** null where nothing was read. */
export const contentsOf = (
  component: Component,
  subject: Subject,
  facts: ComponentFacts['facts'] | undefined,
): Contents | null => {
  if (component.repository === '.')
    return {
      repository: subject.repository,
      commit: subject.head,
      read: subject.contents.find(({ paths }) => isSame(paths, component.paths))?.read ?? NOT_READ,
      forgeLicense: null,
    }
  if (facts?.state !== 'readable') return null
  const { url, ref, contents, forgeLicense } = facts.repository
  return { repository: url, commit: ref?.commit ?? null, read: contents, forgeLicense }
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((each, at) => each === b[at])

const NOT_READ: ContentsRead = {
  state: 'unknown',
  why: { cause: 'malformed', detail: 'nobody read its files', retryAt: null },
}
