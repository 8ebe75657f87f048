import { expect, test } from 'vitest'
import type { Case } from '../case.ts'
import type { RepositoryUrl } from '../repository-url.ts'
import { usesByOwnTests } from './own-tests.ts'

const DRIVER = 'https://github.com/example/npu-kmd' as RepositoryUrl

const found = (path: string, added: readonly string[], names: readonly string[] = ['NPU_IOCTL_EXPORT']) => {
  const patch = [`@@ -4,0 +5,${added.length} @@`, ...added.map((line) => `+${line}`)].join('\n')
  const judged: Pick<Case, 'change' | 'subject'> = {
    change: { files: [{ path, previousPath: null, status: 'modified', patch }] },
    subject: { repository: DRIVER, base: null, head: 'f00d', public: true, kernelTree: false, contents: [] },
  }
  return usesByOwnTests(judged, names).map(({ path, line, text }) => `${path ?? ''}:${line ?? ''} ${text}`)
}

test.each(['test/export.cpp', 'tools/p2p.c', 'drivers/npu/samples/a.c', 'Tests/a.c'])('finds a name in %s', (path) => {
  const added = ['int fd;', '\treturn ioctl(fd, NPU_IOCTL_EXPORT);', 'again(NPU_IOCTL_EXPORT);']
  expect(found(path, added)).toEqual([`${path}:6 return ioctl(fd, NPU_IOCTL_EXPORT);`])
})

test('takes no other code, and no longer name', () => {
  expect(found('export.c', ['case NPU_IOCTL_EXPORT:'])).toEqual([])
  expect(found('latest/export.c', ['case NPU_IOCTL_EXPORT:'])).toEqual([])
  expect(found('test/export.c', ['case NPU_IOCTL_EXPORT_2:'])).toEqual([])
  expect(found('test/export.c', ['case NPU_IOCTL_EXPORT:'], [])).toEqual([])
})
