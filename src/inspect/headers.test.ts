import { describe, expect, it } from 'vitest'
import type { HeaderTally } from '../core/license/combine/header-tally.ts'
import { identify } from '../license-index.js'
import { contentOf } from './content.ts'
import { createHeaders } from './headers.ts'

const talliesOf = (files: Readonly<Record<string, string>>): readonly HeaderTally[] => {
  const inspector = createHeaders(identify, { paths: [] })
  for (const [path, text] of Object.entries(files)) {
    const bytes = Buffer.from(text)
    const entry = { path, kind: 'file', isExecutable: false, bytes: bytes.length, target: null } as const
    inspector.see(entry, contentOf(bytes.subarray(0, inspector.wants(entry)), bytes.length))
  }
  return inspector.facts()
}

const told = (text: string, path = 'a.c') => talliesOf({ [path]: text })[0]

const MIT = `/*
 * Copyright (c) 2020 Example
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
 * documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
 * rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
 * persons to whom the Software is furnished to do so, subject to the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
 * Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
 * WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
 * AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT
 * OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
 */
int a;
`

describe('headers of source files', () => {
  it.each([
    ['a tag', '// SPDX-License-Identifier: MIT\nint a;\n', 'MIT', 1],
    [
      'a tag below a script’s first line',
      '#!/usr/bin/env python3\n# SPDX-License-Identifier: Apache-2.0\n',
      'Apache-2.0',
      2,
    ],
    ['a text', MIT, 'MIT', 4],
    ['a text below an include guard', `#ifndef A_H\n#define A_H\n${MIT}`, 'MIT', 6],
    [
      'a name in a sentence',
      '/**\n * Distributed under the MIT license (https://opensource.org/licenses/MIT)\n */\n',
      'MIT',
      2,
    ],
    [
      'the first half of a notice, whatever word a line begins with',
      '/*\n * Licensed under the BSD 3-Clause License (the "License"); you may not use this\n * file except in compliance with the License. You may obtain a copy of the\n * License at\n *\n * https://opensource.org/licenses/BSD-3-Clause\n */\n',
      'BSD-3-Clause',
      2,
    ],
  ])('%s', (_, text, expression, line) => {
    expect(told(text)?.tags).toMatchObject([{ expression, count: 1, example: { path: 'a.c', line } }])
  })

  it.each([
    [
      'proprietary words',
      '/*\n * Copyright (C) 2020 Example\n * All Rights Reserved.\n *\n * Unauthorized copying of this file is strictly prohibited.\n * Proprietary and confidential.\n */\n',
      'no-redistribution',
      5,
      false,
    ],
    [
      'proprietary words beside a tag',
      '// SPDX-License-Identifier: MIT\n/*\n * This file contains confidential and proprietary information of Example.\n */\n',
      'confidential',
      3,
      true,
    ],
  ])('%s', (_, text, restriction, line, isTagged) => {
    expect(told(text)?.tags).toContainEqual(
      expect.objectContaining({ expression: null, restriction, isTagged, example: { path: 'a.c', line } }),
    )
  })

  const RABBIT =
    ' * All rights reserved by Example.\n * The software may be used solely for non-commercial purposes.\n *\n * On October 6, 2008, it was "released into the public domain and\n * may be used freely for any purpose."\n */\n'
  it.each([
    ['beside a tag', `/* SPDX-License-Identifier: Unlicense */\n/*\n${RABBIT}`, 1],
    ['without one', `/*\n${RABBIT}`, 0],
    ['negated', `/* SPDX-License-Identifier: MIT */\n/*\n${RABBIT.replace('was "', 'was not "')}`, 2],
  ])('what was given to all later, %s', (_, text, tags) => {
    const found = told(text)?.tags ?? []
    expect(found.length).toBe(Math.max(1, tags))
    expect(found.some(({ restriction }) => restriction === 'non-commercial')).toBe(tags !== 1)
  })

  const GRANT = 'conditions:\n *\n * The above'
  it.each([
    [
      'ties the software to hardware',
      'Use of the Software is limited solely to applications: (a) running on a Npu device, or (b) that interact with one.',
      'hardware-tied',
    ],
    ['limits it in words that nobody knows', 'The Software is to be enjoyed exclusively by left-handed people.', null],
    [
      'grants nothing',
      'No license, express or implied, to any intellectual property rights is granted herein.',
      'no-grant',
    ],
  ])('a text that %s is no licence', (_, line, restriction) => {
    const changed =
      restriction === 'no-grant'
        ? `/* ${line} */\n`
        : MIT.replace(GRANT, `conditions:\n *\n * ${line}\n *\n * The above`)
    expect(told(changed)?.tags).toMatchObject([{ expression: null, restriction, count: 1 }])
  })

  it.each([
    'Devices of other makers need an Acme account, whose terms hold for this file as well.',
    'Use of this file is subject to the terms of use agreed between you and Acme.',
    'Use on boards of other makers requires a key from Acme.',
  ])('a licence with a demand beside it is none: %s', (demand) => {
    const beside = MIT.replace(' */', ` *\n * ${demand}\n */`)
    expect(told(beside)?.tags).toMatchObject([{ expression: null, written: demand.replace(/\.$/, ''), count: 1 }])
  })

  it('keeps what is written where it is no expression', () => {
    expect(told('// SPDX-License-Identifier: Apache 2.0\n')?.tags).toMatchObject([
      { expression: null, written: 'Apache 2.0' },
    ])
  })

  it('counts by directory, and those that say nothing', () => {
    expect(
      talliesOf({
        'a/x.c': '// SPDX-License-Identifier: MIT\n',
        'a/y.c': '// SPDX-License-Identifier: MIT\n',
        'a/z.c': 'int z;\n',
        'b/w.c': 'int w;\n',
      }).map(({ directory, tags, untagged }) => [directory, tags.map(({ count }) => count), untagged]),
    ).toEqual([
      ['a', [2], 1],
      ['b', [], 1],
    ])
  })

  it.each([
    ['words in code', 'const char *text = "proprietary and confidential";\n'],
    [
      'a heading that leaves it to the licence beside it',
      '// Unless the License provides otherwise, you may not use, copy or disclose this software.\nint a;\n',
    ],
  ])('%s close nothing', (_, text) => {
    expect(told(text)?.tags ?? []).toEqual([])
  })

  it('doesn’t count what is empty or made by a tool', () => {
    expect(
      talliesOf({ 'a/__init__.py': '', 'a/x_pb2.py': '# Generated by the protocol buffer compiler.  DO NOT EDIT!\n' }),
    ).toEqual([])
  })
})
