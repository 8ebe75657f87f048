import { describe, expect, it } from 'vitest'
import { chooseLicenseFiles, LARGEST_LICENSE_FILE_BYTES, type ListedFile } from './choose.ts'

const file = (path: string, bytes: number | null = 1000): ListedFile => ({ path, kind: 'file', bytes })
const chosen = (listed: readonly string[], paths: readonly string[] = []): readonly string[] =>
  chooseLicenseFiles(
    listed.map((path) => file(path)),
    paths,
    40,
  ).files.map(({ path }) => path)

describe('the licence files of a component', () => {
  it.each([
    ['at the root', 'LICENSE', []],
    ['one directory below it', 'LICENSES/MIT.txt', []],
    ['above a path', 'llvm/LICENSE.TXT', ['llvm/lib/Target/NPU']],
    ['at a path', 'firmware/bin/COPYRIGHT', ['firmware/bin']],
    ['one directory below a path', 'firmware/bin/COPYRIGHT', ['firmware']],
    ['of blobs, wherever they stand', 'zephyr/blobs/npu/license.txt', []],
    ['in a build script of the root', 'meson.build', ['src']],
    ['with fields', '.reuse/dep5', []],
    ['that hint', 'README.md', ['src']],
  ])('are those %s', (_, path, paths) => {
    expect(chosen([path], paths)).toEqual([path])
  })

  it.each([
    ['beside the path', 'hailort/libhailort/LICENSE', ['hailort/server']],
    ['far below the path', 'src/a/b/LICENSE', ['src']],
    ['of other people’s code', 'third_party/LICENSE', []],
    ['of other people’s blobs', 'third_party/npu/blobs/LICENSE', []],
    ['of blobs elsewhere', 'zephyr/blobs/npu/license.txt', ['src']],
    ['in a build script below', 'src/meson.build', []],
    ['that are no licence files', 'src/license.c', []],
    ['that only hint, below', 'src/README.md', []],
  ])('are none %s', (_, path, paths) => {
    expect(chosen([path], paths)).toEqual([])
  })

  it('are those of other people’s code where that is what the manifest names', () => {
    expect(chosen(['third_party/npu/LICENSE'], ['third_party/npu'])).toEqual(['third_party/npu/LICENSE'])
  })

  it('come with the most telling first, and in one order whatever the listing’s', () => {
    const listed = ['meson.build', 'docs/license.rst', 'NOTICE', 'LICENSE', 'REUSE.toml', 'COPYING']
    expect(chosen(listed)).toEqual(chosen(listed.toReversed()))
    expect(chosen(listed).slice(0, 3)).toEqual(['REUSE.toml', 'COPYING', 'LICENSE'])
  })

  it('are bounded in number and size, and what is left out is told', () => {
    const many = Array.from({ length: 50 }, (_, at) => file(`LICENSE.${at + 10}`))
    expect(chooseLicenseFiles(many, [], 40)).toMatchObject({ files: { length: 40 }, left: { path: 'LICENSE.50' } })
    expect(
      chooseLicenseFiles([file('LICENSE', LARGEST_LICENSE_FILE_BYTES + 1), file('COPYING')], [], 40),
    ).toMatchObject({
      files: [{ path: 'COPYING' }],
      left: { path: 'LICENSE' },
    })
    const large = Array.from({ length: 10 }, (_, at) => file(`LICENSE.${at}`, LARGEST_LICENSE_FILE_BYTES))
    expect(chooseLicenseFiles(large, [], 40).files).toHaveLength(2)
    expect(chooseLicenseFiles([file('LICENSE'), file('README.md')], [], 1).left).toBeNull()
  })
})
