import { describe, expect, it } from 'vitest'
import { baseOf, readFields } from './read-fields.ts'

describe('readFields', () => {
  it('finds the tag of a licence file that holds nothing else', () => {
    expect(readFields('LICENSE.md', 'Copyright (c) 2021 Someone\r\n\r\nSPDX-License-Identifier: MIT\r\n')).toEqual({
      format: 'spdx-tags',
      statements: [{ files: [], expression: 'MIT', written: 'MIT', line: 3, texts: [], redistributable: null }],
    })
  })

  it('takes what stands beside a binary for what it says of it', () => {
    expect(readFields('fw/a.bin.license', 'SPDX-License-Identifier: MIT\n')?.statements).toMatchObject([
      { files: ['a.bin'] },
    ])
  })

  it.each([
    ['README.md', 'Hello'],
    ['WHENCE', ''],
    ['WHENCE', `File: a\nLicence: Unknown\n${' '.repeat(1_000_000)}`],
    ['WHENCE', 'File: a\nLicence: Unknown\n'.repeat(20_001)],
    ['Cargo.toml', 'license = "MIT"'],
  ])('says nothing of a %s that says nothing, or too much', (path, text) => {
    expect(readFields(path, text)).toBeNull()
  })

  it.each([
    ['REUSE.toml', ''],
    ['a/REUSE.toml', 'a'],
    ['.reuse/dep5', ''],
    ['debian/copyright', ''],
    ['a/debian/copyright', 'a'],
    ['a/LICENSE', 'a'],
  ])('takes the globs of %s from %j on', (path, base) => {
    expect(baseOf(path)).toBe(base)
  })
})
