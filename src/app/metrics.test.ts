import { expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'

const setUp = () =>
  createMetrics({
    counts: () => Promise.resolve({ waiting: 3, delayed: 2, running: 1, oldestWaitingMs: 4_500 }),
    isLeader: () => true,
  })

test('shows the queue as it is when it is asked', async () => {
  const { text, type } = await setUp().render()
  expect(type).toMatch(/^text\/plain/)
  expect(text).toContain('open_userspace_queue_jobs{state="waiting"} 3\n')
  expect(text).toContain('open_userspace_queue_oldest_waiting_seconds 4.5\n')
  expect(text).toContain('open_userspace_leader 1\n')
})

test('counts by outcome', async () => {
  const metrics = setUp()
  metrics.job('published', 0.2)
  metrics.job('retry', 3)
  metrics.webhook('push', 'queued')
  metrics.verdict('failure')
  metrics.stage('judge', 0.1)
  metrics.forge('gitlab.com', '200')
  metrics.facts('hit')
  metrics.healed({ missing: 2, unfinished: 0, old: 1 })
  const { text } = await metrics.render()
  expect(text).toContain('open_userspace_job_duration_seconds_count{outcome="published"} 1\n')
  expect(text).toContain('open_userspace_webhooks_total{event="push",outcome="queued"} 1\n')
  expect(text).toContain('open_userspace_verdicts_total{conclusion="failure"} 1\n')
  expect(text).toContain('open_userspace_stage_duration_seconds_count{stage="judge"} 1\n')
  expect(text).toContain('open_userspace_forge_requests_total{host="gitlab.com",status="200"} 1\n')
  expect(text).toContain('open_userspace_facts_total{outcome="hit"} 1\n')
  expect(text).toContain('open_userspace_healed_total{why="missing"} 2\n')
})

test('has lines for a bounded number of installations', async () => {
  const metrics = setUp()
  for (let id = 1; id <= 1_200; id++) metrics.budget(id, 'core', 5_000)
  const { text } = await metrics.render()
  expect(text.match(/budget_remaining\{/g)).toHaveLength(1_000)
})
