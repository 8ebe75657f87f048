import { describe, expect, it } from 'vitest'
import { headerTag, readTags } from './spdx-tags.ts'

const tagged = (text: string) => readTags(text).map(({ expression, line }) => ({ expression, line }))

describe('readTags', () => {
  it.each([
    ['// SPDX-License-Identifier: MIT'],
    ['/* SPDX-License-Identifier: MIT */'],
    [' * SPDX-License-Identifier: MIT'],
    ['# SPDX-License-Identifier: MIT #'],
    ['.. SPDX-License-Identifier: MIT'],
    ['<!-- SPDX-License-Identifier: MIT -->'],
    ['.\\" SPDX-License-Identifier: MIT'],
    ['dnl SPDX-License-Identifier: MIT'],
    ['@rem SPDX-License-Identifier: MIT'],
    ['(* SPDX-License-Identifier: MIT *)'],
    ['{# SPDX-License-Identifier: MIT #}'],
    ['"$comment": "SPDX-License-Identifier: MIT",'],
    ['**SPDX-License-Identifier:** MIT'],
    ['`SPDX-License-Identifier: MIT`'],
    ['<p>SPDX-License-Identifier: MIT</p>'],
    ['/* Copyright (C) 2021 Someone. SPDX-License-Identifier: MIT */'],
    ['// SPDX-License-Identifier: MIT Copyright (c) 2021 Someone'],
    ['// SPDX-License-Identifier: mit'],
  ])('finds the tag in %s', (text) => {
    expect(tagged(text)).toEqual([{ expression: 'MIT', line: 1 }])
  })

  it.each([
    ['an open parenthesis', '/* SPDX-License-Identifier: (GPL-2.0 OR\n *   MIT) */', 'GPL-2.0-only OR MIT'],
    [
      'an operator at its end',
      '# SPDX-License-Identifier: GPL-2.0 WITH\n# Linux-syscall-note',
      'GPL-2.0-only WITH Linux-syscall-note',
    ],
    ['an operator that begins the next', '// SPDX-License-Identifier: MIT\n// OR ISC', 'MIT OR ISC'],
    ['one comment a line', '/* SPDX-License-Identifier: (MIT OR */\n/* ISC) */', 'MIT OR ISC'],
    ['nothing beside the key', 'Copyright 2021. SPDX-License-Identifier:\nMIT', 'MIT'],
    ['half of the key', 'Copyright 2021. SPDX-License-\nIdentifier: MIT', 'MIT'],
  ])('reads on after a line with %s', (_, text, expression) => {
    expect(tagged(text)).toEqual([{ expression, line: 1 }])
  })

  it('stops where the expression is whole', () => {
    expect(tagged('/* SPDX-License-Identifier: MIT */\n/* AND so on */')).toEqual([{ expression: 'MIT', line: 1 }])
    expect(tagged('// SPDX-License-Identifier: MIT\n// Copyright 2021')).toEqual([{ expression: 'MIT', line: 1 }])
  })

  it.each([
    ['// SPDX-License-Identifier: Apache 2.0', 'Apache 2.0'],
    ['// SPDX-License-Identifier: GPL-2.0 or proprietary', 'GPL-2.0 or proprietary'],
    ['// SPDX-License-Identifier: MIT SPDX-License-Identifier: ISC', 'MIT SPDX-License-Identifier: ISC'],
    ['// SPDX-License-Identifier: (MIT OR ISC', '(MIT OR ISC'],
    ['// SPDX-License-Identifier: MIT with restrictions', 'MIT with restrictions'],
    ['// SPDX-License-Identifier:', ''],
  ])('keeps the invalid tag in %s as it is written', (text, written) => {
    expect(readTags(text)).toMatchObject([{ expression: null, written }])
  })

  it.each([
    ['a sentence that mentions one', 'Please use SPDX-License-Identifier: MIT in new files.'],
    ['a string of code', 'printf("SPDX-License-Identifier: MIT")'],
    ['a placeholder', '// SPDX-License-Identifier: <SPDX License Expression>'],
    ['what REUSE is told to ignore', '# REUSE-IgnoreStart\n# SPDX-License-Identifier: MIT\n# REUSE-IgnoreEnd'],
    [
      'the usage guide of a licence text',
      'Valid-License-Identifier: GPL-2.0\nUsage-Guide:\n    SPDX-License-Identifier: GPL-2.0\nLicense-Text:\n',
    ],
  ])('finds none in %s', (_, text) => {
    expect(readTags(text)).toEqual([])
  })

  it('reads a tag whose value begins in the next line and goes over as many as it may, whatever comes behind', () => {
    const ids = Array.from({ length: 9 }, () => ' * (MIT OR\n *  ISC) AND\n').join('')
    const text = `/*\n * SPDX-License-\n * Identifier: ${ids.slice(3)} * Zlib\n */\n${'int a;\n'.repeat(50)}`
    const whole = `/*\n * SPDX-License-Identifier: MIT OR\n * ISC\n */\n${'int a;\n'.repeat(50)}`
    expect(readTags(text)).toEqual(readTags(text.slice(0, text.indexOf('int'))))
    expect(readTags(text)).toHaveLength(1)
    expect(tagged(whole)).toEqual([{ expression: 'MIT OR ISC', line: 2 }])
  })

  it('reads on where REUSE ends to ignore', () => {
    const text = '# REUSE-IgnoreStart\n# SPDX-License-Identifier: X\n# REUSE-IgnoreEnd\n# SPDX-License-Identifier: MIT'
    expect(tagged(text)).toEqual([{ expression: 'MIT', line: 4 }])
  })
})

describe('headerTag', () => {
  it('joins what several tags say', () => {
    const text = '// SPDX-License-Identifier: MIT OR ISC\n// SPDX-License-Identifier: Zlib\n'
    expect(headerTag(text)).toEqual({ expression: '(MIT OR ISC) AND Zlib', written: 'MIT OR ISC', line: 1 })
  })

  it('has no expression where one tag is invalid, and names that one', () => {
    const text = '// SPDX-License-Identifier: MIT\n// SPDX-License-Identifier: Apache 2.0\n'
    expect(headerTag(text)).toEqual({ expression: null, written: 'Apache 2.0', line: 2 })
  })

  it('looks at the beginning alone, and never at half a line', () => {
    expect(headerTag(`${'\n'.repeat(5000)}// SPDX-License-Identifier: MIT`)).toBeNull()
    expect(headerTag(`${'\n'.repeat(4061)}// SPDX-License-Identifier: GPL-2.0 OR MIT\n`)).toBeNull()
  })

  it('is null for a file without tag', () => {
    expect(headerTag('int main(void) { return 0; }\n')).toBeNull()
  })
})
