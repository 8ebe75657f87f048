import type { Change } from './change/change.ts'
import type { LinkedChange } from './evidence/linked-change.ts'
import type { Surroundings } from './change/surroundings.ts'
import type { Lineage } from './evidence/lineage.ts'
import type { ContentsRead } from './evidence/snapshot-facts.ts'
import type { RepositoryUrl } from './repository-url.ts'
import type { Acceptance } from './verdict/accept.ts'

/**
 * Everything that judging one change may look at, as plain data: no clock, network or environment beside it, so that a
 * recorded case is a test. Texts are kept as they were read; `evaluate` parses them.
 */
export type Case = {
  readonly subject: Subject
  /** null: no base to compare with, so every requirement holds (the command line without `--base`). */
  readonly change: Change | null
  /** What the repository holds around the change; left out where nobody looked. */
  readonly surroundings?: Surroundings
  /** Manifests at the head commit: for each changed file the nearest above it, whether or not it crosses. */
  readonly manifests: readonly TextFile[]
  readonly policy: TextRead
  readonly floor: TextRead
  /** From `REQUIRE_FLOOR`: an absent floor is `unknown` instead of `none seen`. */
  readonly requireFloor: boolean
  /** One for each distinct (repository, ref, paths) that the manifests declare. */
  readonly components: readonly ComponentFacts[]
  /** One for each distinct address that the manifests or the commits' trailers name. */
  readonly changes: readonly LinkedChange[]
  /** Messages of the change's commits, oldest first; not all of very many. */
  readonly messages: readonly string[]
  /** What maintainers have accepted by their word on this change; left out where nobody looked. */
  readonly acceptances?: readonly Acceptance[]
  /** The day of judging, `YYYY-MM-DD` in UTC: waivers end by it. */
  readonly today: string
}

export type Subject = {
  /** The driver repository; null for a working tree without a known remote. */
  readonly repository: RepositoryUrl | null
  /** 40 hex; null where there is none. */
  readonly base: string | null
  readonly head: string | null
  /** Whether anyone can read the driver repository; null where that could not be told. Facts for `repository: .`. */
  readonly public: boolean | null
  /**
   * Whether it is a kernel tree, as against a driver that is kept by itself. Told from the base, as a change must not
   * choose the rules that it is judged by.
   */
  readonly kernelTree: boolean
  /** What is there at the head, for each set of paths that `repository: .` is declared with. */
  readonly contents: readonly OwnContents[]
}

export type OwnContents = { readonly paths: readonly string[]; readonly read: ContentsRead }

export type TextFile = { readonly path: string; readonly text: string }

export type TextRead =
  | { readonly state: 'found'; readonly path: string; readonly text: string; readonly commit: string | null }
  | { readonly state: 'absent'; readonly commit: string | null }
  | { readonly state: 'unknown'; readonly why: Unknown }

/** Why something could not be found out *now*, and when it may be asked again (ISO 8601, null: at any time). */
export type Unknown = {
  readonly cause:
    'rate-limit' | 'timeout' | 'server-error' | 'network' | 'forbidden' | 'malformed' | 'changing' | 'too-large'
  /** What was asked, in a reader's words, free of secrets: "GitHub answered 502". */
  readonly detail: string
  readonly retryAt: string | null
}

/** What a component is looked up by. Two components of one repository at one ref differ in their paths alone. */
export type ComponentKey = {
  readonly repository: RepositoryUrl
  readonly ref: string | null
  readonly paths: readonly string[]
}

export type ComponentFacts = ComponentKey & { readonly facts: RepositoryFacts }

export type RepositoryFacts =
  | { readonly state: 'readable'; readonly repository: ReadableRepository }
  /** Private, misspelt or gone: never told apart, so that nobody can probe. */
  | { readonly state: 'unreadable' }
  | { readonly state: 'unknown'; readonly why: Unknown }

/** What a forge can't tell at all (plain git knows no forks), as against what it could not tell now. */
export type Tellable<T> = T | 'not-tellable'

export type ReadableRepository = {
  /** Where it is now: differs from what was asked where the forge redirects a moved one. */
  readonly url: RepositoryUrl
  readonly archived: Tellable<boolean>
  readonly disabled: Tellable<boolean>
  readonly empty: boolean
  /** The repository that it was forked from; `hasPaths`: whether the parent's default branch has all of the paths too. */
  readonly parent: Tellable<{ readonly url: RepositoryUrl; readonly hasPaths: boolean } | null>
  /** What it mirrors, by the forge's own word. */
  readonly mirrorOf: Tellable<string | null>
  readonly defaultBranch: string | null
  /** What the declared ref is; null where the repository has no such branch or tag. */
  readonly ref: { readonly kind: 'branch' | 'tag'; readonly name: string; readonly commit: string } | null
  /** The declared paths that are not there at that commit. */
  readonly missingPaths: readonly string[]
  /** How its commit stands to a registered upstream; left out where none is like it. */
  readonly lineage?: Lineage
  /** What is there at that commit, below the declared paths and what bears on them. */
  readonly contents: ContentsRead
  /** What the forge's own licence field says: shown beside what the texts say, and decides nothing. */
  readonly forgeLicense: string | null
}
