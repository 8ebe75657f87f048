import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baseOf, readFields } from '../../src/core/license/fields/read-fields.ts'
import { headerTag } from '../../src/core/license/fields/spdx-tags.ts'
import { readNames } from '../../src/core/license/fields/spdx-names.ts'
import { isAside, licenseFileKind, namedSubject } from '../../src/core/license/names.ts'
import { parseExpression } from '../../src/core/spdx/expression.ts'

const PATHS = [
  'REUSE.toml',
  '.reuse/dep5',
  'debian/copyright',
  'WHENCE',
  'meson.build',
  'Cargo.toml',
  'pyproject.toml',
  'LICENSE',
]

// What a text is made of.

const pieces = fc.constantFrom(
  ...[
    '\n',
    '\r\n',
    ' ',
    '\t',
    '"',
    "'",
    "'''",
    '"""',
    '\\',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '<',
    '>',
    '=',
    ',',
    ':',
    '.',
    '#',
  ],
  ...[
    '/*',
    '*/',
    '//',
    '-->',
    '-'.repeat(40),
    ' -> ',
    '**',
    '*',
    '?',
    '/',
    '..',
    '\u0000',
    '\uFEFF',
    '\u{1F600}',
    '\uD800',
  ],
  ...[
    'SPDX-License-',
    'Identifier:',
    'SPDX-License-Identifier: ',
    'REUSE-IgnoreStart',
    'MIT',
    'GPL-2.0+',
    ' AND ',
    ' OR ',
  ],
  ...[
    ' WITH ',
    'LicenseRef-',
    'Linux-syscall-note',
    'Format: https://x/copyright-format/1.0/\n',
    'Files: ',
    'License: ',
  ],
  ...[
    'Licence: ',
    'File: ',
    'RawFile: ',
    'Link: ',
    'Dir: ',
    'Status: ',
    'Redistributable. See LICENSE.x for details',
    ' for details',
  ],
  ...[
    'See ',
    'project(',
    'license',
    'license : ',
    'version = 1\n',
    '[[annotations]]\n',
    'path = ',
    '[package]\n',
    '[project]\n',
  ],
  ...['__proto__', 'constructor', 'toString', ' or later', 'Dual ', 'GPLv2', 'permission is hereby granted '],
)
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
)

describe('field formats', () => {
  it('never throw, and state only valid expressions', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PATHS), texts, (path, text) => {
        const facts = readFields(path, text)
        if (facts === null) return
        const lines = text.split(/\r\n?|\n/).length
        for (const { expression, line, written, body } of facts.statements) {
          expect(expression === null || parseExpression(expression).ok).toBe(true)
          expect(line).toBeGreaterThanOrEqual(1)
          expect(Math.max(line, body?.to ?? 1)).toBeLessThanOrEqual(lines)
          expect(written.length).toBeLessThanOrEqual(200)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('hold for names, tags and paths too', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const expression = readNames(text)
        expect(expression === null || parseExpression(expression).ok).toBe(true)
        const tag = headerTag(text)
        expect(parseExpression(tag?.expression ?? 'MIT').ok).toBe(true)
        expect(namedSubject(text) !== null && licenseFileKind(text) === null).toBe(false)
        expect(typeof isAside(text)).toBe('boolean')
        expect(text.startsWith(baseOf(text))).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the time for a hostile text', () => {
  const repeated = (piece: string, length: number): string =>
    piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
  const cpu = (run: () => void): number => {
    const before = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
  const LONG = 150_000
  /** Milliseconds of CPU, with room for a loaded machine: quadratic time takes many seconds. */
  const MAX_CPU = 1000

  it.each([
    ...[
      '\n',
      ' ',
      '\t\n',
      '(',
      '[',
      '{',
      "'",
      "'''",
      "\\'''",
      '"',
      '"""',
      '\\',
      '#',
      '-',
      '-----\n',
      '*',
      '/',
      ':',
      '.',
      'a',
      'a.',
    ],
    ...[
      'SPDX-License-',
      'SPDX-License-Identifier:',
      'SPDX-License-Identifier: (\n',
      '// SPDX-License-Identifier: MIT OR\n',
    ],
    ...[
      'SPDX-License-Identifier: MIT ',
      ' ;,.',
      '<',
      '<p',
      'File: a\n',
      'Licence: a\n',
      'File: a\nLicence: a\n',
      'Link: a -> a\n',
    ],
    ...[
      'Link: a/b -> ../../a\nFile: a\n',
      'See ',
      'See a for ',
      'permission is granted ',
      ' a\n',
      'Files: *\n',
      'License: a\n',
    ],
    ...[
      'Files: *\nLicense: a\n\n',
      'License: a\n b\n\n',
      '[[annotations]]\n',
      '[a]\n',
      'a = [',
      "project('a', license: [",
      'a\n\n .\n',
    ],
  ])('stays linear for %j', (piece) => {
    const starts = [
      '',
      'version = 1\n',
      'Format: copyright-format\n',
      "project('x', license : [",
      'Licence: ',
      'License: a\n ',
      'File: ',
    ]
    for (const path of PATHS) {
      for (const start of starts) {
        expect(cpu(() => void readFields(path, start + repeated(piece, LONG)))).toBeLessThan(MAX_CPU)
      }
    }
  })
})
