import { describe, expect, it } from 'vitest'
import { readFields } from './read-fields.ts'

const FORMAT = 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n'

const read = (text: string, path = 'debian/copyright') => readFields(path, text)?.statements ?? null

describe('readFields of a DEP-5 file', () => {
  const text = `${FORMAT}Upstream-Name: x

Files: *
Copyright: 2019 Someone
License: BSD-3-clause

Files: firmware/* blob?.bin
 more.bin
Copyright: 2019 Someone
License: custom

License: BSD-3-clause
 Redistribution and use in source and binary forms
 .
 are permitted

License: custom

 All rights reserved.
 No reverse engineering.
`

  it('states each Files paragraph with its globs, and where the text of its licence stands', () => {
    expect(readFields('LICENSE', text)).toEqual({
      format: 'dep5',
      statements: [
        {
          files: ['*'],
          expression: 'BSD-3-Clause',
          written: 'BSD-3-clause',
          line: 6,
          texts: [],
          redistributable: null,
          body: { from: 14, to: 16 },
        },
        {
          files: ['firmware/*', 'blob?.bin', 'more.bin'],
          expression: null,
          written: 'custom',
          line: 11,
          texts: [],
          redistributable: null,
          body: { from: 20, to: 21 },
        },
      ],
    })
  })

  it('takes the header where no paragraph names files', () => {
    expect(read(`${FORMAT}License: GPL-2+\n`)).toMatchObject([{ files: [], expression: 'GPL-2.0-or-later' }])
    expect(read(`${FORMAT}License: GPL-2+\n\nFiles: *\nLicense: Expat\n`)).toMatchObject([{ expression: 'MIT' }])
  })

  it('takes the text below a name before that of the stand-alone paragraph', () => {
    const own = `${FORMAT}\nFiles: *\nLicense: Expat\n Its own words\n\nLicense: Expat\n Others\n`
    expect(read(own)).toMatchObject([{ body: { from: 5, to: 5 } }])
  })

  it('is known by its place in .reuse/dep5', () => {
    expect(read('Files: *\nLicense: MIT AND CC0-1.0\n', '.reuse/dep5')).toMatchObject([
      { expression: 'MIT AND CC0-1.0' },
    ])
  })

  it('never takes a paragraph without files for one about all', () => {
    expect(read(`${FORMAT}\nFiles:\nLicense: MIT\n`)).toMatchObject([{ files: [''] }])
  })

  it('states files without licence as such', () => {
    expect(read(`${FORMAT}\nFiles: a\nCopyright: x\n`)).toMatchObject([{ files: ['a'], expression: null, written: '' }])
  })

  it('takes prose for prose', () => {
    expect(read('This package was debianized by someone.\n\nLicense: MIT\n')).toBeNull()
  })
})
