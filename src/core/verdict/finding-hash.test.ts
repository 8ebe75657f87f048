import { expect, test } from 'vitest'
import type { RepositoryUrl } from '../repository-url.ts'
import { findingHash } from './finding-hash.ts'
import type { Finding } from './finding.ts'

const REPOSITORY = 'https://github.com/example/npu-mlir' as RepositoryUrl
const SEEN = { repository: REPOSITORY, commit: 'c'.repeat(40), path: 'lib/LICENSE', line: 3, text: 'No military use.' }
const FINDING: Finding = {
  rule: 'license',
  outcome: 'review',
  reason: { rule: 'license', code: 'to-read', expression: 'MIT', declared: null, because: [] },
  driver: 'npu',
  role: 'compiler',
  component: {
    role: 'compiler',
    repository: REPOSITORY,
    ref: 'main',
    paths: ['lib', 'include'],
    license: null,
    changes: [],
    files: [],
    at: { file: 'open-userspace.yml', line: 6, column: 5 },
    keys: {},
  },
  at: { file: 'open-userspace.yml', line: 6, column: 5 },
  evidence: [SEEN, { ...SEEN, path: 'lib/NOTICE' }],
  waiver: null,
}
const hash = findingHash(FINDING)

test.each<[string, Partial<Finding>]>([
  ['an upstream that moved on', { evidence: FINDING.evidence.map((each) => ({ ...each, commit: 'd'.repeat(40) })) }],
  ['lines above what was seen', { evidence: FINDING.evidence.map((each) => ({ ...each, line: 9 })) }],
  ['lines above the place in the manifest', { at: { file: 'open-userspace.yml', line: 60, column: 5 } }],
  ['another order of what was seen', { evidence: FINDING.evidence.toReversed() }],
  ['the weight that a policy gives it', { outcome: 'unmet' }],
])('stays through %s', (_, change) => {
  expect(findingHash({ ...FINDING, ...change })).toBe(hash)
})

test.each<[string, Partial<Finding>]>([
  ['the words that were seen', { evidence: [{ ...SEEN, text: 'No use on Mondays.' }] }],
  ['the file that they were seen in', { evidence: [{ ...SEEN, path: 'COPYING' }] }],
  ['the repository', { evidence: [{ ...SEEN, repository: `${REPOSITORY}2` as RepositoryUrl }] }],
  [
    'an argument of the reason',
    { reason: { rule: 'license', code: 'to-read', expression: 'ISC', declared: null, because: [] } },
  ],
  ['the reason', { reason: { rule: 'license', code: 'same-class', declared: 'MIT', found: 'ISC' } }],
  ['the driver', { driver: 'dsp' }],
  ['the role', { role: 'userspace' }],
  ['the component', { component: null }],
  ['the manifest', { at: { file: 'drivers/npu/open-userspace.yml', line: 6, column: 5 } }],
])('changes with %s', (_, change) => {
  expect(findingHash({ ...FINDING, ...change })).not.toBe(hash)
})
