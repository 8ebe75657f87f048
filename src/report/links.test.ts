import { expect, test } from 'vitest'
import type { RepositoryUrl } from '../core/repository-url.ts'
import { commitUrl, fileUrl } from './links.ts'

const repository = 'https://github.com/example/npu' as RepositoryUrl
const file = { repository, commit: 'abc', path: 'src/a b.c', line: 7 }

test("a file's line at a commit", () => {
  expect(fileUrl(file)).toBe('https://github.com/example/npu/blob/abc/src/a%20b.c#L7')
  expect(fileUrl({ ...file, line: null })).toBe('https://github.com/example/npu/blob/abc/src/a%20b.c')
  expect(commitUrl(repository, 'abc')).toBe('https://github.com/example/npu/tree/abc')
})

test.each(['../other', 'a/../../b', './a', 'a//b', '/etc'])('no link leads out of the repository: %s', (path) => {
  expect(fileUrl({ ...file, path })).toBeNull()
})

test("no link to a host whose form of address isn't known", () => {
  const elsewhere = 'https://evil.example/example/npu' as RepositoryUrl
  expect(fileUrl({ ...file, repository: elsewhere })).toBeNull()
  expect(commitUrl(elsewhere, 'abc')).toBeNull()
  expect(fileUrl({ ...file, repository: elsewhere }, new Set(['evil.example']))).not.toBeNull()
})
