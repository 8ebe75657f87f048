import { describe, expect, it } from 'vitest'
import { readFields } from './read-fields.ts'

const TEXT = `version = 1
SPDX-PackageName = "x"

[[annotations]]
path = "**"
SPDX-FileCopyrightText = "2024 Someone"
SPDX-License-Identifier = "MIT"

[[annotations]]
path = ["docs/*", "a\\\\*b"]
precedence = "override"
SPDX-License-Identifier = ["CC0-1.0", "GPL-2.0"]

[[annotations]]
path = "logo.svg"
SPDX-License-Identifier = "Apache 2.0"
`

describe('readFields of a REUSE.toml', () => {
  const facts = readFields('REUSE.toml', TEXT)

  it('states each annotation', () => {
    expect(facts).toMatchObject({
      format: 'reuse-toml',
      statements: [
        { files: ['**'], expression: 'MIT', line: 7 },
        { files: ['docs/*', 'a\\*b'], expression: 'CC0-1.0 AND GPL-2.0-only', line: 12 },
        { files: ['logo.svg'], expression: null, written: 'Apache 2.0', line: 16 },
      ],
    })
  })

  it.each([
    ['is no TOML', 'version = 1\n[[annotations]\n', { line: 2 }],
    ['is of another version', 'version = 2\n', { written: 'version = 2' }],
    ['names no path', 'version = 1\n[[annotations]]\nSPDX-License-Identifier = "MIT"\n', { files: [''] }],
  ])('never lets a file that %s stand for a licence of all', (_, text, expected) => {
    const [only] = readFields('REUSE.toml', text)?.statements ?? []
    expect(only).toMatchObject(expected)
    expect(only?.files.length === 0 ? only.expression : null).toBeNull()
  })
})
