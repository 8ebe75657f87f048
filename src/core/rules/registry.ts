import { alive } from './alive.ts'
import { change } from './change.ts'
import type { RuleCode } from './codes.ts'
import { firmware } from './firmware.ts'
import { kernel } from './kernel.ts'
import { license } from './license.ts'
import { manifest } from './manifest.ts'
import { policy } from './policy.ts'
import { reachable } from './reachable.ts'
import type { Rule } from './rule.ts'
import { source } from './source.ts'
import { target } from './target.ts'
import { uapi } from './uapi.ts'
import { upstream } from './upstream.ts'

export type RegisteredRule = {
  readonly rule: Rule
  readonly title: string
  /** The question that it answers. */
  readonly summary: string
  /** Its page, from the root of this project. */
  readonly page: `docs/rules/${RuleCode}.md`
}

/** Every rule, in the order in which they are judged and read. */
export const RULES: { readonly [Code in RuleCode]: RegisteredRule & { readonly page: `docs/rules/${Code}.md` } } = {
  policy: {
    rule: policy,
    title: 'Policy',
    summary: 'Is it known, and valid, what this change is judged by?',
    page: 'docs/rules/policy.md',
  },
  manifest: {
    rule: manifest,
    title: 'Manifest',
    summary:
      'Is there a valid manifest for every driver that crosses the line, complete for the roles that policy asks for?',
    page: 'docs/rules/manifest.md',
  },
  reachable: {
    rule: reachable,
    title: 'Reachable',
    summary: 'Can anyone read the component without an account?',
    page: 'docs/rules/reachable.md',
  },
  upstream: {
    rule: upstream,
    title: 'Upstream',
    summary: 'Is it the canonical upstream?',
    page: 'docs/rules/upstream.md',
  },
  alive: {
    rule: alive,
    title: 'Alive',
    summary: 'Is it kept?',
    page: 'docs/rules/alive.md',
  },
  license: {
    rule: license,
    title: 'License',
    summary:
      'Do the licences that govern the declared paths, by their own texts, belong to the class that the role needs?',
    page: 'docs/rules/license.md',
  },
  source: {
    rule: source,
    title: 'Source',
    summary: 'Is it source, and all of it?',
    page: 'docs/rules/source.md',
  },
  target: {
    rule: target,
    title: 'Target',
    summary: 'Is this compiler for this device?',
    page: 'docs/rules/target.md',
  },
  uapi: {
    rule: uapi,
    title: 'uAPI',
    summary: 'Do the declared userspaces, taken together, use what this change adds?',
    page: 'docs/rules/uapi.md',
  },
  change: {
    rule: change,
    title: 'Userspace change',
    summary: 'Is the userspace side of an addition reviewed and ready?',
    page: 'docs/rules/change.md',
  },
  firmware: {
    rule: firmware,
    title: 'Firmware',
    summary: 'May every firmware file that the driver asks for be redistributed?',
    page: 'docs/rules/firmware.md',
  },
  kernel: {
    rule: kernel,
    title: 'Kernel',
    summary: "In a kernel tree: do the kernel's licensing rules hold for the files that are added?",
    page: 'docs/rules/kernel.md',
  },
}
