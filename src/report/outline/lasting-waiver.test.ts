import { expect, test } from 'vitest'
import { loadConfig } from '../../config.ts'
import type { Subject } from '../../core/case.ts'
import { parsePolicy } from '../../core/policy/parse.ts'
import { POLICY_FILE } from '../../core/policy/policy.ts'
import type { RepositoryUrl } from '../../core/repository-url.ts'
import type { Acceptance } from '../../core/verdict/accept.ts'
import { lastingWaiver } from './lasting-waiver.ts'

const HERE: Pick<Subject, 'repository'> = { repository: 'https://github.com/example/npu-kmd' as RepositoryUrl }
const GIVEN: Acceptance = {
  rule: 'manifest',
  driver: 'npu "x": }',
  component: null,
  hash: 'a'.repeat(32),
  by: 'octocat',
  at: '2026-05-04T09:30:00Z',
}

test('is a waiver once its reason is written, and none before', () => {
  const line = lastingWaiver(
    { ...GIVEN, component: null, rule: 'manifest' },
    GIVEN,
    'drivers/npu/open-userspace.yml',
    HERE,
  )
  const read = (waiver: string) =>
    parsePolicy(
      { path: POLICY_FILE, text: `version: 1\nwaivers:\n  ${waiver}\n` },
      { level: 'repository', file: POLICY_FILE, commit: null },
      loadConfig(),
    )
  expect(read(line).ok).toBe(false)
  const written = read(line.replace('reason: ""', 'reason: It has none.'))
  expect(written.ok && written.value.waivers).toMatchObject([
    {
      driver: GIVEN.driver,
      manifest: 'drivers/npu/open-userspace.yml',
      rule: 'manifest',
      component: null,
      approvedBy: 'octocat',
      until: '2026-11-02',
    },
  ])
})
