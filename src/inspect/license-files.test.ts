import mit from 'spdx-license-list/licenses/MIT.json' with { type: 'json' }
import { expect, test } from 'vitest'
import { createLicenseFiles } from './license-files.ts'
import { createSink } from './sink.ts'

type File = string | Buffer | { readonly target: string } | null

const read = (files: Readonly<Record<string, File>>, paths: readonly string[] = []) => {
  const inspector = createLicenseFiles(paths)
  const sink = createSink([inspector])
  for (const [path, file] of Object.entries(files)) {
    const isLink = file !== null && typeof file === 'object' && 'target' in file
    const content = file === null ? null : isLink ? Buffer.alloc(0) : Buffer.from(file)
    const entry = {
      path,
      kind: isLink ? ('link' as const) : ('file' as const),
      isExecutable: false,
      bytes: content?.length ?? 100,
      target: isLink ? file.target : null,
    }
    sink.see(sink.ask(entry), content)
  }
  return inspector
    .facts()
    .map(({ path, target, identification }) => [path, target ?? identification.expression ?? identification.reason])
}

test('the licence files are those at the root, at and above each path, and just below', () => {
  const files = {
    LICENSE: mit.licenseText,
    'LICENSES/MIT.txt': mit.licenseText,
    'umd/lib/COPYING': mit.licenseText,
    'umd/lib/src/deep/LICENSE': mit.licenseText,
    'kmd/lib/LICENSE': mit.licenseText,
  }
  expect(read(files, ['umd/lib/src', 'missing'])).toEqual([
    ['LICENSE', 'MIT'],
    ['umd/lib/COPYING', 'MIT'],
    ['LICENSES/MIT.txt', 'MIT'],
    ['umd/lib/src/deep/LICENSE', 'MIT'],
  ])
})

test('what links and pointers lead to is told too, whatever its name and place in the stream', () => {
  for (const order of [1, -1]) {
    const files = Object.entries({
      LICENSE: { target: 'legal/texts/mit.txt' },
      COPYING: { target: '/outside/LICENSE' },
      NOTICE: { target: 'nowhere' },
      'legal/texts/mit.txt': mit.licenseText,
      'legal/texts/other.txt': mit.licenseText,
    })
    const ordered = order === 1 ? files : files.toReversed()
    expect(read(Object.fromEntries(ordered))).toEqual([
      ['COPYING', '/outside/LICENSE'],
      ['LICENSE', 'legal/texts/mit.txt'],
      ['NOTICE', 'nowhere'],
      ['legal/texts/mit.txt', 'MIT'],
    ])
  }
})

test('a link that leads to a link is followed', () => {
  const files = { LICENSE: { target: 'legal/a' }, 'legal/a': { target: '../doc/b' }, 'doc/b': mit.licenseText }
  expect(read(files).at(-1)).toEqual(['doc/b', 'MIT'])
})

test('what is no text, too large or not to be had stays in question', () => {
  expect(
    read({
      LICENSE: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]),
      COPYING: '',
      'LICENSE.txt': null,
      UNLICENSE: 'x'.repeat(600_000),
    }),
  ).toEqual([
    ['UNLICENSE', 'too-large'],
    ['COPYING', 'empty'],
    ['LICENSE', 'binary'],
    ['LICENSE.txt', 'too-large'],
  ])
})

test('of any number of licence files a bounded number is told, and the rest asks for a person', () => {
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`LICENSE.${at}`, mit.licenseText]))
  const found = read(many)
  expect(found).toHaveLength(41)
  expect(found[0]?.[1]).toBe('too-large')
})
