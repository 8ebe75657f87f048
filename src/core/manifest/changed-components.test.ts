import { expect, it } from 'vitest'
import { compareTexts } from '../change/compare.ts'
import { changedComponents } from './changed-components.ts'
import { parseManifest } from './parse.ts'

const manifest = (...lines: readonly string[]): string => ['version: 1', 'driver: npu', ...lines, ''].join('\n')
const UMD = 'userspace: [{ repository: https://github.com/example/npu-umd }]'
const compiler = (name: string, more = ''): string =>
  `compiler: [{ repository: https://github.com/example/${name}${more} }]`

const difference = (base: string, head: string) => {
  const path = 'open-userspace.yml'
  const parsed = parseManifest({ path, text: head })
  if (!parsed.ok) throw new Error('the manifest is invalid')
  const patch = compareTexts(base, head)
  return changedComponents({ path, previousPath: null, status: 'modified', patch }, head, parsed.value)
}

it.each<[string, string, string, ReturnType<typeof difference>]>([
  [
    'is added',
    manifest(UMD),
    manifest(UMD, compiler('llvm')),
    { added: ['compiler https://github.com/example/llvm'], removed: [], replaced: [] },
  ],
  [
    'is removed',
    manifest(UMD, compiler('llvm')),
    manifest(UMD),
    { added: [], removed: ['compiler https://github.com/example/llvm'], replaced: [] },
  ],
  [
    'is replaced',
    manifest(UMD, compiler('llvm')),
    manifest(UMD, compiler('other')),
    {
      added: [],
      removed: [],
      replaced: ['compiler https://github.com/example/llvm by compiler https://github.com/example/other'],
    },
  ],
  [
    'counts in another part',
    manifest(UMD, compiler('llvm', ', path: lib')),
    manifest(UMD, compiler('llvm', ', path: docs')),
    {
      added: [],
      removed: [],
      replaced: ['compiler https://github.com/example/llvm : lib by compiler https://github.com/example/llvm : docs'],
    },
  ],
  ['stays, beside a comment', manifest(UMD, '# A word.'), manifest(UMD, '# Another.'), null],
])('tells which component %s', (_, base, head, expected) => {
  expect(difference(base, head)).toEqual(expected)
})
