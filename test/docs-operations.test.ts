import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { createMetrics } from '../src/app/metrics.ts'

const read = (path: string) => readFileSync(new URL(`../docs/operations/${path}`, import.meta.url), 'utf8')

const exported = async () => {
  const metrics = createMetrics({
    counts: () => Promise.resolve({ waiting: 0, delayed: 0, running: 0, oldestWaitingMs: 0 }),
    isLeader: () => true,
  })
  const { text } = await metrics.render()
  return new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name))
}

test('dashboard and alerts ask for metrics that there are', async () => {
  const names = await exported()
  const { groups } = parse(read('alerts.yml')) as { groups: { rules: { expr: string }[] }[] }
  const { panels } = JSON.parse(read('dashboard.json')) as { panels: { targets: { expr: string }[] }[] }
  const expressions = [
    ...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
    ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ]
  const asked = expressions.flatMap((expr) => [...expr.matchAll(/open_userspace_\w+/g)].map(([name]) => name))
  expect(asked.length).toBeGreaterThan(15)
  const base = (name: string) => name.replace(/_(?:bucket|count|sum)$/, '')
  expect(asked.filter((name) => !names.has(name) && !names.has(base(name)))).toEqual([])
})
