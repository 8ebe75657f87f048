import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { fetchedTo, measure, readLabels, scores } from './measure.ts'

const labels = readLabels()
const root = process.env['LINE_REPOSITORIES']
const here = root === undefined ? [] : labels.filter(({ repository }) => fetchedTo(root, repository) !== null)
if (here.length === 0)
  console.log(
    'labels of real commits are skipped: LINE_REPOSITORIES names no directory that the repositories were fetched to',
  )

it('are those of at least 200 commits from at least eight repositories, each once', () => {
  expect(labels.length).toBeGreaterThanOrEqual(200)
  expect(new Set(labels.map(({ repository }) => repository)).size).toBeGreaterThanOrEqual(8)
  expect(new Set(labels.map(({ repository, commit }) => `${repository} ${commit}`)).size).toBe(labels.length)
})

it('say of what crosses by which group', () => {
  for (const { crosses, groups } of labels) expect(groups.length > 0).toBe(crosses)
})

describe.skipIf(here.length === 0)('of real commits', () => {
  it('are found', { timeout: 900_000 }, async () => {
    const rows = await measure(root ?? '', here, loadConfig())
    const all = scores(rows)
    expect(all.filter(({ missed }) => missed > 0)).toEqual([])
    for (const { what, right, wrong } of all)
      expect(right / Math.max(1, right + wrong), what).toBeGreaterThanOrEqual(right === 0 ? 0 : 0.97)
  })
})
