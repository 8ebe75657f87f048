import { describe, expect, it } from 'vitest'
import { readFields } from './read-fields.ts'

const stated = (path: string, text: string) =>
  (readFields(path, text)?.statements ?? []).map(({ expression, written, line, texts }) => ({
    expression,
    written,
    line,
    texts,
  }))

describe('readFields of a meson.build', () => {
  it('reads a licence over several lines, and the files beside it', () => {
    const text = `# SPDX-License-Identifier: ISC\nproject(\n  'x', ['c', 'cpp'],\n  version : '1',\n  license : [\n    'MIT', # one\n    'BSD-3-Clause',\n  ],\n  license_files : ['COPYING'],\n  default_options : ['license=x'])\n`
    expect(stated('meson.build', text)).toEqual([
      { expression: 'MIT AND BSD-3-Clause', written: 'MIT, BSD-3-Clause', line: 5, texts: ['COPYING'] },
    ])
  })

  it.each([
    ["project('x', 'c', license : 'MIT')", 'MIT'],
    ["project('x', 'c', license: 'GPLv2+')", 'GPL-2.0-or-later'],
    ["project('x', license : 'MIT OR ISC')", 'MIT OR ISC'],
    ["project('x', license : '''MIT''')", 'MIT'],
    ["project('x', license : 'MIT/X11')", null],
    ["project('x', license : 'MIT' + suffix)", null],
    ["project('x', license : ['MIT', proprietary ? 'x' : 'y'])", null],
    ["project('x', license : foo('MIT'))", null],
    ["project('x', license : 'MIT", 'MIT'],
  ])('%s: %s', (text, expression) => {
    expect(stated('meson.build', text)).toMatchObject([{ expression }])
  })

  it.each([
    ['no project', "executable('x', license : 'MIT')"],
    ['a licence of something else', "project('x', foo(license : 'MIT'))\nbar(license : 'MIT')"],
    ['one within a string', "project('x', description : 'license : MIT')"],
    ['one in a comment', "project('x') # license : 'MIT'"],
  ])('finds nothing in %s', (_, text) => {
    expect(stated('meson.build', text)).toEqual([])
  })
})

describe('readFields of a Cargo.toml', () => {
  it.each([
    ['[package]\nname = "x"\nlicense = "MIT OR Apache-2.0"\n', { expression: 'MIT OR Apache-2.0', line: 3, texts: [] }],
    ['[package]\nlicense = "MIT/Apache-2.0"\n', { expression: 'MIT OR Apache-2.0', line: 2 }],
    [
      '[package]\nlicense-file = "LICENSE.x"\n',
      { expression: null, written: 'LICENSE.x', line: 2, texts: ['LICENSE.x'] },
    ],
    ['[workspace.package]\nlicense = "MIT"\n', { expression: 'MIT', line: 2 }],
    ['[package]\nlicense = "Proprietary"\n', { expression: null, written: 'Proprietary' }],
  ])('%j', (text, expected) => {
    expect(stated('Cargo.toml', text)).toMatchObject([expected])
  })

  it.each(['[package]\nlicense.workspace = true\n', '[package]\nlicense = 1\n', 'license = "MIT"\n', '[package', ''])(
    'finds nothing in %j',
    (text) => {
      expect(stated('a/Cargo.toml', text)).toEqual([])
    },
  )
})

describe('readFields of a pyproject.toml', () => {
  it.each([
    [
      '[project]\nlicense = "MIT"\nlicense-files = ["LICEN[CS]E*"]\n',
      { expression: 'MIT', line: 2, texts: ['LICEN[CS]E*'] },
    ],
    ['[project]\nlicense = "Apache 2.0"\n', { expression: null, written: 'Apache 2.0' }],
    ['[project]\nlicense = {text = "Apache 2.0"}\n', { expression: 'Apache-2.0', line: 2 }],
    ['[project.license]\nfile = "LICENSE"\n', { expression: null, texts: ['LICENSE'] }],
    ['[tool.poetry]\nlicense = "GPL-3.0-or-later"\n', { expression: 'GPL-3.0-or-later', line: 2 }],
    [
      '[project]\nclassifiers = ["Topic :: X", "License :: OSI Approved :: MIT License"]\n',
      { expression: null, written: 'License :: OSI Approved :: MIT License', line: 2 },
    ],
  ])('%j', (text, expected) => {
    expect(stated('pyproject.toml', text)).toMatchObject([expected])
  })
})
