import type { Part } from '../../src/report/part.ts'
import { guessFromChange } from '../../src/core/starter/guess-change.ts'
import { editLink, starterManifest } from '../../src/report/starter.ts'
import type { CheckRunOptions } from '../../src/report/weight.ts'
import * as v from './verdicts.ts'

export type Situation = { readonly parts: readonly Part[]; readonly options: CheckRunOptions }

const once = (...parts: Part[]): Situation => ({ parts, options: { nextTry: null, gaveUp: false } })

const stack = v.manifest([v.UMD, v.MLIR])
const met = [v.readable(v.UMD), v.open(v.UMD), v.readable(v.MLIR), v.open(v.MLIR)]

const unread = v.judged(v.MLIR, { commit: null, license: null, licenseClass: 'unknown' })
const failing = v.verdict(
  [v.driver(stack, [v.judged(v.UMD), unread])],
  [v.readable(v.UMD), v.open(v.UMD), v.unreadable(v.MLIR)],
)
const passing = v.verdict(
  [v.driver(stack, [v.judged(v.UMD, { commit: v.HEAD, underReview: 41 }), v.judged(v.MLIR)])],
  [
    ...met,
    v.finding('noted', { rule: 'license', code: 'same-class', declared: 'MIT', found: 'Apache-2.0' }, v.UMD, {
      evidence: [
        {
          repository: v.url('https://github.com/example/npu-umd'),
          commit: v.COMMIT,
          path: 'LICENSE',
          line: 1,
          text: 'Apache License',
        },
      ],
    }),
    v.finding('accepted', { rule: 'alive', code: 'archived' }, v.MLIR, {
      acceptance: {
        rule: 'alive',
        driver: 'npu',
        component: 'https://github.com/example/npu-mlir',
        hash: 'a'.repeat(64),
        by: 'octocat',
        at: '2026-03-04T05:06:07Z',
      },
      evidence: [
        {
          repository: v.url('https://github.com/example/npu-mlir'),
          commit: v.HEAD,
          path: null,
          line: null,
          text: 'main',
        },
      ],
    }),
  ],
)

const withoutCompiler = v.manifest([v.UMD])
const noCompiler = v.verdict(
  [v.driver(withoutCompiler, [v.judged(v.UMD)])],
  [
    v.readable(v.UMD),
    v.open(v.UMD),
    v.finding('unmet', { rule: 'manifest', code: 'role-missing', role: 'compiler' }, null, {
      role: 'compiler',
      at: withoutCompiler.at,
    }),
  ],
)

const reviewed = v.verdict(
  [
    v.driver(
      v.manifest([v.UMD], {
        compiler: {
          kind: 'none',
          reason: 'Fixed-function: runs no programs.',
          at: { file: v.FILE, line: 7, column: 1 },
        },
      }),
      [v.judged(v.UMD)],
    ),
  ],
  [
    v.readable(v.UMD),
    v.open(v.UMD),
    v.finding(
      'review',
      { rule: 'manifest', code: 'role-none', role: 'compiler', reason: 'Fixed-function: runs no programs.' },
      null,
      { role: 'compiler', at: { file: v.FILE, line: 7, column: 1 } },
    ),
  ],
)

const added = {
  code: 'extra-text',
  path: 'LICENSE',
  line: 203,
  text: 'The names of the examples may be used in articles.',
} as const
const binaryOnly = {
  code: 'restriction',
  path: 'LICENSE',
  line: 219,
  text: 'the assembler is under a binary-only license',
  restriction: 'binary-only',
} as const
const seenIn = (repository: string, { path, line, text }: { path: string; line: number; text: string }) => ({
  evidence: [{ repository: v.url(repository), commit: v.COMMIT, path, line, text }],
})
const licenses = v.verdict(
  [
    v.driver(stack, [
      v.judged(v.UMD, { license: 'MIT', licenseClass: 'unknown', forgeLicense: 'MIT' }),
      v.judged(v.MLIR, { license: null, licenseClass: 'proprietary', forgeLicense: 'Apache-2.0' }),
    ]),
  ],
  [
    v.readable(v.UMD),
    v.finding(
      'review',
      { rule: 'license', code: 'to-read', expression: 'MIT', declared: 'MIT', because: [added] },
      v.UMD,
      seenIn('https://github.com/example/npu-umd', added),
    ),
    v.readable(v.MLIR),
    v.finding(
      'unmet',
      {
        rule: 'license',
        code: 'class-too-low',
        expression: null,
        class: 'proprietary',
        needed: 'open',
        leaf: null,
        declared: null,
        because: [binaryOnly],
      },
      v.MLIR,
      seenIn('https://github.com/example/npu-mlir', binaryOnly),
    ),
  ],
)

const NAME = 'NPU_IOCTL_EXPORT_DMABUF'
const ownTest = (path: string, line: number) => ({
  repository: v.subject.repository,
  commit: v.HEAD,
  path,
  line,
  text: `return ioctl(fd, ${NAME}, &arg);`,
})
const unused = v.verdict(
  [v.driver(stack, [v.judged(v.UMD), v.judged(v.MLIR)])],
  [
    ...met,
    v.finding(
      'unmet',
      {
        rule: 'uapi',
        code: 'unused',
        names: [NAME],
        elsewhere: [
          { path: 'test/export.cpp', as: 'test', own: true },
          { path: 'tools/p2p.c', as: 'test', own: true },
        ],
      },
      v.UMD,
      { evidence: [ownTest('test/export.cpp', 12), ownTest('tools/p2p.c', 30)] },
    ),
    v.finding('unmet', { rule: 'change', code: 'missing', names: [NAME] }, v.UMD),
  ],
)

const PULL = 'https://github.com/example/npu-umd/pull/41'
const reviewing = v.driver(stack, [v.judged(v.UMD, { commit: v.HEAD, underReview: 41 }), v.judged(v.MLIR)])
const used = [
  v.finding('met', { rule: 'uapi', code: 'used', names: [NAME], underReview: [NAME] }, v.UMD, {
    evidence: [
      {
        repository: v.url('https://github.com/example/npu-umd'),
        commit: v.HEAD,
        path: 'kmd.c',
        line: 99,
        text: `return ioctl(fd, ${NAME}, &info);`,
      },
    ],
  }),
  v.finding('met', { rule: 'source', code: 'there', languages: ['C++'], files: 733 }, v.MLIR),
  v.finding('met', { rule: 'target', code: 'named', target: 'npu100', files: 32 }, v.MLIR),
]
const underReview = v.verdict(
  [reviewing],
  [
    ...met,
    ...used,
    v.finding(
      'review',
      {
        rule: 'change',
        code: 'not-approved',
        url: PULL,
        trailers: ['Reviewed-by: O. Cat <octocat@example.org>'],
      },
      v.UMD,
    ),
  ],
)
const wholeStack = v.verdict(
  [reviewing],
  [...met, ...used, v.finding('met', { rule: 'change', code: 'ready', url: PULL, approvedBy: ['octocat'] }, v.UMD)],
)

const blob = {
  path: 'lib/aarch64/libnpurt.so',
  kind: 'library',
  whose: 'own',
  form: 'ELF shared object, AArch64',
  bytes: 5_500_000,
} as const
const prebuilt = v.verdict(
  [v.driver(stack, [v.judged(v.UMD, { license: 'MIT' }), v.judged(v.MLIR)])],
  [
    ...met,
    v.finding('unmet', { rule: 'source', code: 'prebuilt-only', count: 12, first: blob }, v.UMD, {
      evidence: [
        {
          repository: v.url('https://github.com/example/npu-umd'),
          commit: v.COMMIT,
          path: blob.path,
          line: null,
          text: blob.form,
        },
      ],
    }),
    v.finding('unmet', { rule: 'target', code: 'not-named', targets: ['npu', 'npu100', 'npu200'] }, v.MLIR),
  ],
)

const FIRMWARE = v.component('firmware', 'https://gitlab.com/kernel-firmware/linux-firmware', 12)
const blobs = v.component('firmware', 'https://github.com/example/npu-firmware', 13)
const firmware = v.verdict(
  [
    v.driver(v.manifest([v.UMD, v.MLIR, FIRMWARE, blobs]), [
      v.judged(v.UMD),
      v.judged(v.MLIR),
      v.judged(FIRMWARE, { license: null, licenseClass: 'redistributable', forgeLicense: null }),
      v.judged(blobs, { license: null, licenseClass: 'unknown', forgeLicense: null }),
    ]),
  ],
  [
    ...met,
    v.finding(
      'review',
      { rule: 'license', code: 'to-read', expression: null, declared: null, because: [added] },
      blobs,
    ),
    v.finding('review', { rule: 'firmware', code: 'to-read', names: ['npu/npu100.bin'], because: [added] }, blobs),
    v.finding('review', { rule: 'firmware', code: 'not-listed', names: ['npu/npu200.bin'] }, FIRMWARE),
    v.finding('met', { rule: 'firmware', code: 'redistributable', names: ['npu/boot.bin'] }, FIRMWARE),
  ],
)

const HOSTILE =
  '@octocat/team #12 ![x](https://evil.example/a.png) <img src=x onerror=alert(1)> `](https://evil.example)` | \u202e\u200b\u0007'
const hostileComponent = v.component('userspace', 'https://evil.example/`|x|`', 6, { ref: HOSTILE, paths: [HOSTILE] })
const hostile = v.verdict(
  [
    v.driver(
      v.manifest(
        [hostileComponent],
        { compiler: { kind: 'none', reason: HOSTILE, at: { file: HOSTILE, line: 7, column: 1 } } },
        HOSTILE,
      ),
      [v.judged(hostileComponent, { license: HOSTILE, licenseClass: 'unknown' })],
      { line: [{ kind: 'uapi', file: HOSTILE, line: 3, text: HOSTILE }] },
    ),
  ],
  [
    v.finding(
      'unmet',
      { rule: 'reachable', code: 'ref-missing', ref: HOSTILE, defaultBranch: HOSTILE },
      hostileComponent,
      {
        driver: HOSTILE,
        at: { file: HOSTILE, line: 1, column: 1 },
        evidence: [
          { repository: v.url('https://evil.example/x'), commit: HOSTILE, path: HOSTILE, line: 1, text: HOSTILE },
        ],
      },
    ),
    v.finding('review', { rule: 'manifest', code: 'role-none', role: 'compiler', reason: HOSTILE }, null, {
      driver: HOSTILE,
      role: 'compiler',
    }),
    v.finding(
      'unmet',
      { rule: 'manifest', code: 'invalid', fault: { at: { line: 1, column: 1 }, message: HOSTILE, mend: HOSTILE } },
      null,
      {
        driver: HOSTILE,
      },
    ),
  ],
)

const EXPECTED = 'drivers/misc/npu/open-userspace.yml'
const second = v.manifest([v.UMD, v.MLIR], {}, 'npu-next')

/** What a check run has to tell, by the name of its golden file. */
export const SITUATIONS: Readonly<Record<string, Situation>> = {
  failing: once(v.part(failing)),
  passing: once(v.part(passing)),
  'no-compiler': once(v.part(noCompiler)),
  'nothing-crosses': once(v.part(v.verdict([], []))),
  'no-manifest': once(
    v.part(
      v.verdict([v.driver(null, [])], [v.finding('unmet', { rule: 'manifest', code: 'missing', expected: EXPECTED })]),
      {
        editors: new Map([
          [
            EXPECTED,
            editLink({
              headRepositoryUrl: 'https://github.com/contributor/npu-kmd',
              headBranch: 'topic/export',
              path: EXPECTED,
              manifest: starterManifest(
                guessFromChange(
                  'npu',
                  EXPECTED,
                  [{ kind: 'uapi', file: 'include/uapi/misc/npu.h', line: 30, text: '' }],
                  null,
                ),
              ),
            }),
          ],
        ]),
      },
    ),
  ),
  'two-drivers': once(
    v.part(
      v.verdict(
        [
          v.driver(stack, [v.judged(v.UMD), unread]),
          v.driver(second, [v.judged(v.UMD), v.judged(v.MLIR)], { line: v.HITS.slice(0, 1) }),
        ],
        [
          v.unreadable(v.MLIR),
          v.finding(
            'unmet',
            { rule: 'upstream', code: 'vendor-copy', upstream: v.url('https://github.com/example/npu-upstream') },
            v.UMD,
            { driver: 'npu-next' },
          ),
        ],
      ),
    ),
  ),
  unknown: {
    parts: [
      v.part(
        v.verdict(
          [v.driver(stack, [v.judged(v.UMD), unread])],
          [
            v.readable(v.UMD),
            v.open(v.UMD),
            v.finding('unknown', { rule: 'reachable', code: 'unknown', why: v.RATE_LIMIT }, v.MLIR),
          ],
          { unknowns: [v.RATE_LIMIT] },
        ),
      ),
    ],
    options: { nextTry: '2026-03-04T05:06:07Z', gaveUp: false },
  },
  licenses: once(v.part(licenses)),
  review: once(v.part(reviewed)),
  audit: once(v.part({ ...failing, mode: 'audit' })),
  'to-accept': {
    ...once(v.part(reviewed)),
    options: { nextTry: null, gaveUp: false, accepting: { accepted: [], refusal: { by: 'octocat', why: 'role' } } },
  },
  'several-pull-requests': once(
    v.part(passing, {
      pullRequest: { number: 13, url: 'https://github.com/example/npu-kmd/pull/13', base: 'stable' },
    }),
    v.part(failing),
  ),
  waived: once(
    v.part(
      v.verdict(
        [v.driver(stack, [v.judged(v.UMD), v.judged(v.MLIR)])],
        [
          ...met,
          v.finding('waived', { rule: 'alive', code: 'archived' }, v.MLIR, {
            waiver: {
              driver: 'npu',
              manifest: 'open-userspace.yml',
              rule: 'alive',
              component: v.url('https://github.com/example/npu-mlir'),
              reason: 'Its successor is published this quarter.',
              approvedBy: 'octocat',
              until: '2027-01-31',
              at: { file: '.github/open-userspace-policy.yml', line: 4, column: 5 },
            },
          }),
        ],
        {
          policy: {
            sources: [
              { level: 'floor', file: '.github/open-userspace-policy.yml', commit: v.COMMIT },
              { level: 'repository', file: '.github/open-userspace-policy.yml', commit: v.BASE },
            ],
            preset: 'accel',
            floor: 'found',
            waivers: 1,
          },
        },
      ),
    ),
  ),
  unused: once(v.part(unused)),
  'under-review': once(v.part(underReview)),
  'whole-stack': once(v.part(wholeStack)),
  prebuilt: once(v.part(prebuilt)),
  firmware: once(v.part(firmware)),
  hostile: once(v.part(hostile)),
}
