import type { Subject, Unknown } from '../../src/core/case.ts'
import type { LineHit } from '../../src/core/change/change.ts'
import type { Component, Manifest, Role, RoleDeclaration } from '../../src/core/manifest/manifest.ts'
import type { RepositoryUrl } from '../../src/core/repository-url.ts'
import type { Reason } from '../../src/core/rules/reasons.ts'
import { OUTCOMES, type Finding, type Outcome } from '../../src/core/verdict/finding.ts'
import type { ComponentJudgement, DriverJudgement, Judgement, Verdict } from '../../src/core/verdict/verdict.ts'
import type { Part } from '../../src/report/part.ts'

/** Verdicts made by hand, so that what is shown of them doesn't depend on how they are reached. */

export const BASE = 'b'.repeat(40)
export const HEAD = '1f2e3d4c'.padEnd(40, '0')
export const COMMIT = '5a6b7c8d'.padEnd(40, '0')
export const FILE = 'drivers/misc/npu/open-userspace.yml'

export const url = (text: string): RepositoryUrl => text as RepositoryUrl
export const subject: Subject = {
  repository: url('https://github.com/example/npu-kmd'),
  base: BASE,
  head: HEAD,
  public: true,
  contents: [],
}

export const component = (role: Role, repository: string, line: number, more: Partial<Component> = {}): Component => ({
  role,
  repository: repository === '.' ? '.' : url(repository),
  ref: null,
  paths: [],
  license: null,
  changes: [],
  files: [],
  at: { file: FILE, line, column: 5 },
  keys: { repository: { line, column: 17 } },
  ...more,
})

export const UMD = component('userspace', 'https://github.com/example/npu-umd', 6, { ref: 'main' })
export const MLIR = component('compiler', 'https://github.com/example/npu-mlir', 8, { paths: ['lib', 'include'] })

export const HITS: readonly LineHit[] = [
  {
    kind: 'uapi',
    file: 'include/uapi/misc/npu.h',
    line: 30,
    text: '#define NPU_IOCTL_EXPORT_DMABUF _IO(NPU_IOCTL_MAGIC, 16)',
  },
  ...[412, 431, 440, 502].map((line): LineHit => ({
    kind: 'dma-buf',
    file: 'drivers/misc/npu/memory.c',
    line,
    text: '\tbuf = dma_buf_export(&info);',
  })),
]

const declared = (role: Role, components: readonly Component[]): RoleDeclaration => {
  const mine = components.filter((each) => each.role === role)
  return mine.length === 0
    ? { kind: 'undeclared' }
    : { kind: 'components', components: mine, at: { file: FILE, line: 5, column: 1 } }
}

export const manifest = (
  components: readonly Component[],
  roles: Partial<Record<Role, RoleDeclaration>> = {},
  driver = 'npu',
): Manifest => ({
  file: FILE,
  driver,
  uapi: ['include/uapi/misc/npu.h'],
  targets: ['npu100', 'npu200'],
  roles: {
    userspace: declared('userspace', components),
    compiler: declared('compiler', components),
    firmware: declared('firmware', components),
    ...roles,
  },
  at: { file: FILE, line: 1, column: 1 },
})

export const judged = (of: Component, more: Partial<ComponentJudgement> = {}): ComponentJudgement => ({
  component: of,
  ref: of.ref ?? 'trunk',
  commit: COMMIT,
  underReview: false,
  license: 'Apache-2.0',
  licenseClass: 'open',
  forgeLicense: 'Apache-2.0',
  ...more,
})

export const driver = (
  of: Manifest | null,
  components: readonly ComponentJudgement[],
  more: Partial<DriverJudgement> = {},
): DriverJudgement => ({
  driver: of?.driver ?? 'npu',
  manifest: of,
  manifestFile: of?.file ?? null,
  line: HITS,
  components,
  ...more,
})

export const finding = (
  outcome: Outcome,
  reason: Reason,
  about: Component | null = null,
  more: Partial<Finding> = {},
): Finding => ({
  rule: reason.rule,
  outcome,
  reason,
  driver: 'npu',
  role: about?.role ?? null,
  component: about,
  at: about?.at ?? null,
  evidence: [],
  waiver: null,
  ...more,
})

const judgementOf = (findings: readonly Finding[]): Judgement => {
  const has = (outcome: Outcome): boolean => findings.some((each) => each.outcome === outcome)
  return has('unmet') ? 'fail' : has('unknown') ? 'unknown' : has('review') ? 'review' : 'pass'
}

export const verdict = (
  drivers: readonly DriverJudgement[],
  findings: readonly Finding[],
  more: Partial<Verdict> = {},
): Verdict => ({
  judgement: judgementOf(findings),
  mode: 'enforce',
  crosses: drivers.length > 0,
  drivers,
  findings: findings.toSorted((a, b) => OUTCOMES.indexOf(b.outcome) - OUTCOMES.indexOf(a.outcome)),
  policy: {
    sources: [{ level: 'repository', file: '.github/open-userspace-policy.yml', commit: BASE }],
    preset: 'driver',
    floor: 'none seen',
    waivers: 0,
  },
  unknowns: [],
  ...more,
})

export const part = (of: Verdict, more: Partial<Part> = {}): Part => ({
  pullRequest: { number: 12, url: 'https://github.com/example/npu-kmd/pull/12', base: 'main' },
  subject,
  verdict: of,
  edit: null,
  ...more,
})

export const RATE_LIMIT: Unknown = {
  cause: 'rate-limit',
  detail: "GitHub's rate limit is reached",
  retryAt: '2026-03-04T05:06:07Z',
}

export const readable = (of: Component): Finding => finding('met', { rule: 'reachable', code: 'readable' }, of)
export const open = (of: Component): Finding =>
  finding('met', { rule: 'license', code: 'fits', expression: 'Apache-2.0', class: 'open' }, of)
export const unreadable = (of: Component): Finding => finding('unmet', { rule: 'reachable', code: 'unreadable' }, of)
