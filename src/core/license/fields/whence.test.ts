import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFields } from './read-fields.ts'

const RULE = '-'.repeat(74)
const read = (text: string) => readFields('WHENCE', text)?.statements ?? []
const licence = (value: string) => read(`File: a.bin\nLicence: ${value}\n`)[0]

describe('a Licence of WHENCE', () => {
  it.each([
    ['Redistributable. See LICENCE.cypress for details.', true, null, ['LICENCE.cypress']],
    [
      'Redistributable. See LICENSE.qcom and qcom/NOTICE.txt for details',
      true,
      null,
      ['LICENSE.qcom', 'qcom/NOTICE.txt'],
    ],
    ['Redistributable, provided by Someone in their driver', true, null, []],
    ['Distributable', true, null, []],
    ['"all firmware components are redistributable in binary form"', true, null, []],
    ['GPLv2. See GPL-2 for details.', true, 'GPL-2.0-only', ['GPL-2']],
    ['GPLv2 or later. See GPL-2 and GPL-3 for details.', true, 'GPL-2.0-or-later', ['GPL-2', 'GPL-3']],
    ['Free software. See LICENCE.open-x for details', true, null, ['LICENCE.open-x']],
    ['Dual GPLv2/MPL', true, null, []],
    ['BSD, no source available.', true, null, []],
    ['GPLv2 or OpenIB.org BSD license, no source visible', true, null, []],
    ['GPLv2, no source visible', false, null, []],
    ['Allegedly GPLv2+, but no source visible. Marked:', false, null, []],
    ['Unknown', false, null, []],
    ['Not redistributable', false, null, []],
    ['Redistributable for non-commercial use', false, null, []],
    ['Proprietary. The driver is under the MIT licence', false, null, []],
    ['x/notice_firmware-5.txt', false, null, ['x/notice_firmware-5.txt']],
  ])('%s', (value, redistributable, expression, texts) => {
    expect(licence(value)).toMatchObject({ files: ['a.bin'], redistributable, expression, texts })
  })

  it.each([
    ['Permission is hereby granted for the distribution of this firmware\n data as part of an operating system', true],
    ['X grants permission to use and redistribute these firmware\n files for use with X devices', true],
    [' * Redistribution and use in binary\n * form, without modification, are permitted', true],
    ['Redistributable.\n\n For evaluation purposes.', false],
    ['All rights reserved.', false],
  ])('is also told from the text below it: %j', (text, redistributable) => {
    expect(read(`File: a\nLicence:\n ${text}\n\n${RULE}\n`)).toMatchObject([{ redistributable, body: { from: 3 } }])
  })
})

describe('the files of a licence in WHENCE', () => {
  const files = (text: string) => read(text).map((stated) => [stated.written, ...stated.files])

  it('are those above it since the last one', () => {
    const text = `Driver: x\n\nFile: a\nVersion: 1\nRawFile: b\nLicence: Unknown\nFile: c\nLicense: Distributable\n`
    expect(files(text)).toEqual([
      ['Unknown', 'a', 'b'],
      ['Distributable', 'c'],
    ])
  })

  it('are those of the last one where a second follows it at once', () => {
    expect(files('File: a\nLicence: Distributable\nLicence: Unknown\n')).toEqual([
      ['Distributable', 'a'],
      ['Unknown', 'a'],
    ])
  })

  it('are those below it where a record begins with it', () => {
    expect(files('Driver: x\nLicence: Distributable\nFile: a\nFile: b\n')).toEqual([['Distributable', 'a', 'b']])
  })

  it('are never those of another record', () => {
    expect(read(`File: a\n${RULE}\nFile: b\nLicence: Distributable\n\n${RULE}\nLicence: Unknown\n`)).toMatchObject([
      { files: ['a'], written: '', redistributable: false },
      { files: ['b'], redistributable: true },
    ])
  })

  it('stay without licence where they follow the last one of a record', () => {
    expect(read('File: a\nLicence: Distributable\nFile: b\n')).toMatchObject([
      { files: ['a'], redistributable: true },
      { files: ['b'], redistributable: false, line: 3 },
    ])
  })

  it('may have their names in quotes or with escaped spaces', () => {
    expect(files('File: "x/A B.txt"\nFile: x/C\\ D.txt\nLicence: Unknown\n')).toEqual([
      ['Unknown', 'x/A B.txt', 'x/C D.txt'],
    ])
  })

  it('take links with them, from the link or from the root', () => {
    const text = [
      'File: mrvl/a.bin\nFile: t4/b-1.bin\nLicence: Distributable',
      'File: other.bin\nLink: libertas/a.bin -> ../mrvl/a.bin\nLink: t4/b.bin -> b-1.bin\nLink: c -> mrvl/a.bin\nLink: d -> gone\nLicence: Unknown',
    ].join(`\n${RULE}\n`)
    expect(files(text)).toEqual([
      ['Distributable', 'mrvl/a.bin', 't4/b-1.bin', 'libertas/a.bin', 't4/b.bin', 'c'],
      ['Unknown', 'other.bin', 'd'],
    ])
  })

  it('may be all of a directory, with a status beside the licence', () => {
    expect(read('Dir: a/b\nDevice: x\nLicence: LICENSE.qcom\nStatus: Redistributable\n')).toMatchObject([
      { files: ['a/b/**'], texts: ['LICENSE.qcom'], redistributable: true },
    ])
  })
})

const whence = join(import.meta.dirname, '../../../../../shared/corpus/licenses/linux-firmware_WHENCE.txt')
const there = existsSync(whence)
if (!there) console.info('skipped: ../shared/corpus is not here')

describe.skipIf(!there)("linux-firmware's own WHENCE", () => {
  const facts = there ? readFields('WHENCE', readFileSync(whence, 'utf8')) : null
  const statements = facts?.statements ?? []
  const about = (path: string) => statements.filter(({ files }) => files.includes(path))

  it('says of every file at least one thing', () => {
    const named = [...readFileSync(whence, 'utf8').matchAll(/^File: "?(.+?)"?\s*$/gm)].map(([, name = '']) => name)
    expect(named.length).toBeGreaterThan(1000)
    const stated = new Set(statements.flatMap(({ files }) => files))
    expect(named.filter((name) => !stated.has(name))).toEqual([])
  })

  it.each([
    ['brcm/BCM-0bb4-0306.hcd', { redistributable: true, texts: ['LICENCE.cypress'] }],
    ['atmsar11.fw', { redistributable: false, expression: null }],
    ['korg/k1212.dsp', { redistributable: false, expression: null }],
    ['s2250.fw', { redistributable: true, body: { from: 3315, to: 3321 } }],
    ['cxgb4/t4fw.bin', { redistributable: true }],
  ])('of %s', (path, stated) => {
    expect(about(path)).toMatchObject([stated])
  })
})
