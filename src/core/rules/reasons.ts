import type { Unknown } from '../case.ts'
import type { Need } from '../evidence/links.ts'
import type { Partial, SeenLine, Submodule, Withheld } from '../evidence/snapshot-facts.ts'
import type { Binary } from '../evidence/source.ts'
import type { LineKind } from '../change/change.ts'
import type { LicenseClass } from '../license/class.ts'
import type { GoverningReason } from '../license/combine/reason.ts'
import type { Role } from '../manifest/manifest.ts'
import type { PolicySource, Severity } from '../policy/policy.ts'
import type { RepositoryUrl } from '../repository-url.ts'
import type { Fault } from '../yaml/fault.ts'
import type { DriverRuleCode, RuleCode } from './codes.ts'

/**
 * Everything that a finding can say, as codes with arguments. `report/words` has one entry for each, typed so that a
 * reason without words doesn't compile.
 */
export type Reasons = {
  policy:
    | { readonly code: 'unknown'; readonly level: 'floor' | 'repository'; readonly why: Unknown }
    | { readonly code: 'floor-required' }
    | { readonly code: 'invalid'; readonly level: 'floor' | 'repository'; readonly fault: Fault }
    | { readonly code: 'applies'; readonly level: PolicySource['level']; readonly preset: string }
    | { readonly code: 'waiver-ended'; readonly until: string }
    /** It holds, for so many days more. */
    | { readonly code: 'waiver-ending'; readonly waives: DriverRuleCode; readonly until: string; readonly days: number }
    /** Nothing that was found needs it. */
    | { readonly code: 'waiver-idle'; readonly waives: DriverRuleCode }
    /** A rule counts for less by this policy, and that changed so many findings. */
    | {
        readonly code: 'lighter'
        readonly rated: DriverRuleCode
        readonly severity: Exclude<Severity, 'require'>
        readonly findings: number
      }
    /** The repository's policy waives what the organisation's floor does not. */
    | { readonly code: 'waiver-overruled'; readonly waives: DriverRuleCode; readonly until: string }
  manifest:
    | { readonly code: 'valid' }
    | { readonly code: 'missing'; readonly expected: string }
    /** A shared header that changes alone: its driver, and so the place of its manifest, are not known. */
    | { readonly code: 'header-unlisted'; readonly header: string }
    | { readonly code: 'invalid'; readonly fault: Fault }
    | { readonly code: 'role-missing'; readonly role: Role }
    | { readonly code: 'role-none'; readonly role: Role; readonly reason: string }
    | { readonly code: 'userspace-none'; readonly reason: string }
    | { readonly code: 'deleted'; readonly file: string }
    | { readonly code: 'unread'; readonly files: readonly string[] }
    /** Kernel headers must not break userspace. */
    | { readonly code: 'uapi-removed'; readonly names: readonly string[] }
    | { readonly code: 'uapi-changed'; readonly names: readonly string[] }
    /** A driver beside the subsystem that is made for it, with ioctls of its own and the machinery of GPUs. */
    | { readonly code: 'beside-subsystem'; readonly kinds: readonly LineKind[] }
    /** What a change to a manifest does to the stack that it declares, one line for each component. */
    | {
        readonly code: 'components-changed'
        readonly added: readonly string[]
        readonly removed: readonly string[]
        readonly replaced: readonly string[]
      }
    /** Whether the driver begins to use a group hangs on what it used before. */
    | { readonly code: 'surroundings-unknown'; readonly why: Unknown }
  reachable:
    | { readonly code: 'readable' }
    | { readonly code: 'unreadable' }
    | { readonly code: 'host-not-allowed'; readonly host: string; readonly allowed: readonly string[] }
    | { readonly code: 'empty' }
    | { readonly code: 'ref-missing'; readonly ref: string; readonly defaultBranch: string | null }
    | { readonly code: 'path-missing'; readonly paths: readonly string[] }
    | { readonly code: 'path-awaits-change'; readonly paths: readonly string[] }
    | { readonly code: 'unknown'; readonly why: Unknown }
  upstream:
    | { readonly code: 'canonical' }
    | { readonly code: 'own-upstream' }
    | { readonly code: 'own-code'; readonly parent: RepositoryUrl }
    | { readonly code: 'mirror'; readonly of: string | null }
    | { readonly code: 'vendor-copy'; readonly upstream: RepositoryUrl }
    /** Its commit is one of the upstream's own. */
    | { readonly code: 'same-commit'; readonly upstream: RepositoryUrl }
    | { readonly code: 'fork'; readonly parent: RepositoryUrl }
    | { readonly code: 'unusual-ref'; readonly ref: string; readonly defaultBranch: string | null }
    | { readonly code: 'not-tellable' }
    | { readonly code: 'unknown'; readonly why: Unknown }
  alive:
    | { readonly code: 'kept' }
    | { readonly code: 'listed' }
    | { readonly code: 'archived' }
    | { readonly code: 'moved'; readonly to: RepositoryUrl }
    /** By a line of its README. */
    | { readonly code: 'says'; readonly what: 'moved' | 'mirror'; readonly line: SeenLine }
    | { readonly code: 'not-tellable' }
    | { readonly code: 'unknown'; readonly why: Unknown }
  license:
    /** `expression`: null where the class is told without one, as of firmware. */
    | { readonly code: 'fits'; readonly expression: string | null; readonly class: LicenseClass }
    | {
        readonly code: 'to-read'
        readonly expression: string | null
        readonly declared: string | null
        /** What asks for a person. */
        readonly because: readonly GoverningReason[]
      }
    | {
        readonly code: 'class-too-low'
        readonly expression: string | null
        readonly class: LicenseClass
        readonly needed: LicenseClass
        /** The part of the expression that brings it down; null where other words do. */
        readonly leaf: string | null
        /** What the manifest declares, where that is of another class. */
        readonly declared: string | null
        /** What takes openness away. */
        readonly because: readonly GoverningReason[]
      }
    | {
        readonly code: 'declared-too-low'
        readonly declared: string
        readonly declaredClass: LicenseClass
        readonly needed: LicenseClass
        readonly leaf: string
      }
    | {
        readonly code: 'declared-unknown'
        readonly declared: string
        readonly found: string
        /** The part of what is declared whose class is not known. */
        readonly leaf: string
      }
    | {
        readonly code: 'declared-otherwise'
        readonly declared: string
        readonly found: string | null
        readonly declaredClass: LicenseClass
        readonly foundClass: LicenseClass
      }
    /** Headers that say otherwise than all the rest, in a few files. */
    | { readonly code: 'stray-headers'; readonly because: readonly GoverningReason[] }
    | { readonly code: 'same-class'; readonly declared: string; readonly found: string }
    | { readonly code: 'unknown'; readonly why: Unknown }
    /** The repository was looked up, and its licence files could not be read now. */
    | { readonly code: 'unread'; readonly why: Unknown }
  uapi:
    /** `underReview`: those of the names that a linked change alone uses. */
    | { readonly code: 'used'; readonly names: readonly string[]; readonly underReview: readonly string[] }
    /** `elsewhere`: what was found in place of uses. */
    | { readonly code: 'unused'; readonly names: readonly string[]; readonly elsewhere: readonly FoundElsewhere[] }
    | {
        readonly code: 'nothing-used'
        readonly names: readonly string[]
        readonly elsewhere: readonly FoundElsewhere[]
      }
    | { readonly code: 'others-unused'; readonly names: readonly string[] }
    /** The only userspace is one that the name of a test suite is known of. */
    | { readonly code: 'test-suite'; readonly suite: string }
    | { readonly code: 'partly-read'; readonly names: readonly string[]; readonly partial: Partial }
    | { readonly code: 'unknown'; readonly why: Unknown }
    | { readonly code: 'unread'; readonly why: Unknown }
  change:
    | { readonly code: 'ready'; readonly url: string; readonly approvedBy: readonly string[] }
    | { readonly code: 'merged'; readonly url: string }
    | { readonly code: 'merged-first'; readonly url: string }
    | { readonly code: 'missing'; readonly names: readonly string[] }
    | { readonly code: 'unreadable'; readonly url: string }
    | { readonly code: 'elsewhere'; readonly url: string; readonly repository: RepositoryUrl }
    | { readonly code: 'closed'; readonly url: string }
    | { readonly code: 'draft'; readonly url: string }
    | { readonly code: 'adds-none'; readonly url: string; readonly names: readonly string[] }
    /** `trailers`: what its commits say of reviews, which a machine can't believe. */
    | { readonly code: 'not-approved'; readonly url: string; readonly trailers: readonly string[] }
    | { readonly code: 'checks-failing'; readonly url: string }
    | { readonly code: 'checks-not-tellable'; readonly url: string }
    | { readonly code: 'partly-read'; readonly url: string; readonly partial: Partial }
    | { readonly code: 'unknown'; readonly url: string; readonly why: Unknown }
  firmware:
    | { readonly code: 'redistributable'; readonly names: readonly string[] }
    | { readonly code: 'not-redistributable'; readonly names: readonly string[]; readonly class: LicenseClass }
    /** No component has it, or lists it in its WHENCE. */
    | { readonly code: 'not-listed'; readonly names: readonly string[] }
    /** Nothing tells packagers that the driver needs it: no `MODULE_FIRMWARE()`, and no `files` of the manifest. */
    | { readonly code: 'only-requested'; readonly names: readonly string[] }
    /** Names that only running code tells; the lines that ask. */
    | { readonly code: 'unresolved'; readonly lines: readonly string[] }
    | { readonly code: 'to-read'; readonly names: readonly string[]; readonly because: readonly GoverningReason[] }
    | { readonly code: 'none-declared'; readonly names: readonly string[] }
    | { readonly code: 'partly-read'; readonly names: readonly string[]; readonly partial: Partial }
    | { readonly code: 'unknown'; readonly why: Unknown }
    | { readonly code: 'unread'; readonly why: Unknown }
  target:
    | { readonly code: 'named'; readonly target: string; readonly files: number }
    | { readonly code: 'not-named'; readonly targets: readonly string[] }
    /** Of many devices, so that without a path it says nothing about this one. */
    | { readonly code: 'general'; readonly project: string }
    | { readonly code: 'partly-read'; readonly partial: Partial }
    | { readonly code: 'unknown'; readonly why: Unknown }
    | { readonly code: 'unread'; readonly why: Unknown }
  source:
    /** `languages`: the largest first, not all of many. */
    | { readonly code: 'there'; readonly languages: readonly string[]; readonly files: number }
    | { readonly code: 'nothing' }
    /** `first`: the most telling of them. */
    | { readonly code: 'prebuilt-only'; readonly count: number; readonly first: Binary }
    | { readonly code: 'headers-only'; readonly files: number }
    /** The build needs what the repository's own files call proprietary or binary-only. */
    | { readonly code: 'needs-closed'; readonly need: Need; readonly said: SeenLine }
    /** The build needs a binary in the tree that nothing in the tree makes. */
    | { readonly code: 'needs-binary'; readonly need: Need; readonly binary: string }
    | { readonly code: 'prebuilt-beside'; readonly count: number; readonly first: Binary }
    | { readonly code: 'needs-unknown'; readonly needs: readonly Need[] }
    | { readonly code: 'downloads'; readonly needs: readonly Need[] }
    | { readonly code: 'loads'; readonly needs: readonly Need[] }
    | { readonly code: 'submodules'; readonly submodules: readonly Submodule[] }
    | { readonly code: 'withheld'; readonly withheld: Withheld }
    | { readonly code: 'partial'; readonly partial: Partial }
    | { readonly code: 'says'; readonly what: 'kernel-side' | 'needs-closed'; readonly line: SeenLine }
    | { readonly code: 'list-only'; readonly list: string }
    | { readonly code: 'kernel-only'; readonly files: number }
    /** Binaries that no build for this role is known to need. */
    | { readonly code: 'binaries-beside'; readonly count: number; readonly first: Binary }
    | { readonly code: 'unknown'; readonly why: Unknown }
    | { readonly code: 'unread'; readonly why: Unknown }
  kernel:
    /** `files`: how many new ones bear a tag. */
    | { readonly code: 'tagged'; readonly files: number }
    | ({ readonly code: 'untagged' } & InFiles & ToWrite)
    /** `first`: the line that it belongs on. */
    | ({ readonly code: 'misplaced'; readonly first: number } & InFiles)
    | ({ readonly code: 'comment-style' } & InFiles & ToWrite)
    | ({ readonly code: 'invalid-tag'; readonly expression: string } & InFiles)
    | ({
        readonly code: 'not-allowed'
        readonly expression: string
        readonly leaf: string
        readonly standing: 'dual' | 'foreign'
      } & InFiles)
    | ({ readonly code: 'old-license'; readonly expression: string; readonly leaf: string } & InFiles)
    | ({ readonly code: 'no-syscall-note' } & InFiles & ToWrite)
    | ({ readonly code: 'module-license'; readonly license: string; readonly meant: string | null } & InFiles)
    | ({ readonly code: 'proprietary-module' } & InFiles)
    | ({ readonly code: 'module-license-unread' } & InFiles)
    /** No commit of an addition to the uAPI says that anyone acknowledged it. */
    | { readonly code: 'no-ack' }
    | ({ readonly code: 'unread' } & InFiles)
}

type InFiles = { readonly files: readonly string[] }
/** The line that would mend it. */
type ToWrite = { readonly write: string }

/** `own`: in the driver's repository, by this change. */
type FoundElsewhere = {
  readonly path: string
  readonly as: 'definition' | 'comment' | 'test'
  readonly own: boolean
}

type ReasonOf<R extends RuleCode> = Reasons[R] & { readonly rule: R }
export type Reason = { [R in RuleCode]: ReasonOf<R> }[RuleCode]
