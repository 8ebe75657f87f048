import { describe, expect, test } from 'vitest'
import { SITUATIONS } from '../../../test/report/situations.ts'
import * as v from '../../../test/report/verdicts.ts'
import { jsonReport } from './json.ts'
import { reportSchema } from './schema.ts'

const report = (verdict: Parameters<typeof jsonReport>[0]['verdict'], subject = v.subject) =>
  jsonReport({ subject, verdict, version: '1.2.3' })

describe.each(Object.entries(SITUATIONS))('the report: %s', (_name, { parts }) => {
  test('is of the promised form, and is plain JSON', () => {
    for (const { verdict, subject } of parts) {
      const made = jsonReport({ subject, verdict, version: '1.2.3' })
      expect(JSON.parse(JSON.stringify(made))).toEqual(made)
      expect(reportSchema.parse(made)).toEqual(made)
    }
  })
})

const stack = v.manifest([v.UMD, v.MLIR])
const drivers = [v.driver(stack, [v.judged(v.UMD), v.judged(v.MLIR)])]

test('nothing that crosses is a pass with an empty line', () => {
  expect(report(v.verdict([], []))).toMatchObject({ verdict: 'pass', line: [], components: [] })
})

test('a component is named with the branch that was judged, and the whole repository is "."', () => {
  const { components } = report(v.verdict(drivers, []))
  expect(components).toMatchObject([
    { role: 'userspace', ref: 'main', paths: ['.'] },
    { role: 'compiler', ref: 'trunk', paths: ['lib', 'include'] },
  ])
  const unread = v.judged(v.MLIR, { ref: null, commit: null })
  expect(report(v.verdict([v.driver(stack, [unread])], [])).components).toMatchObject([{ ref: 'HEAD', commit: null }])
})

test('a whole file is its first line, and a whole repository is "."', () => {
  const line = [{ kind: 'manifest', file: 'open-userspace.yml', line: null, text: '' }] as const
  const evidence = [
    { repository: v.url('https://github.com/example/npu-umd'), commit: v.COMMIT, path: null, line: null, text: 'main' },
  ]
  const made = report(v.verdict([v.driver(stack, [], { line })], [{ ...v.open(v.UMD), evidence }]))
  expect(made.line).toMatchObject([{ file: 'open-userspace.yml', line: 1 }])
  expect(made.findings[0]?.evidence).toMatchObject([
    { path: '.', line: 1, url: `https://github.com/example/npu-umd/tree/${v.COMMIT}` },
  ])
})

test("the driver's own repository is named by its address, or by . where that isn't known", () => {
  const own = v.component('userspace', '.', 6)
  const verdict = v.verdict([v.driver(v.manifest([own]), [v.judged(own)])], [v.readable(own)])
  expect(report(verdict).components[0]?.repository).toBe(v.subject.repository)
  expect(report(verdict, { ...v.subject, repository: null }).findings[0]?.repository).toBe('.')
})

test('what is met needs no mending, and what is unmet says what would', () => {
  const { findings } = report(v.verdict(drivers, [v.unreadable(v.MLIR), v.readable(v.UMD)]))
  expect(findings).toMatchObject([
    { rule: 'reachable', outcome: 'unmet', at: v.MLIR.at, mend: expect.any(String) as string },
    { rule: 'reachable', outcome: 'met', mend: null },
  ])
})

test('evidence is linked where the form of its address is known', () => {
  const evidence = ['https://github.com/example/npu-umd', 'https://git.example.org/npu-umd'].map((repository) => ({
    repository: v.url(repository),
    commit: v.COMMIT,
    path: 'LICENSE',
    line: 201,
    text: 'text',
  }))
  const { findings } = report(v.verdict(drivers, [{ ...v.open(v.UMD), evidence }]))
  expect(findings[0]?.evidence.map(({ url }) => url)).toEqual([
    `https://github.com/example/npu-umd/blob/${v.COMMIT}/LICENSE#L201`,
    null,
  ])
})
