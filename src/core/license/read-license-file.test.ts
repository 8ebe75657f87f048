import { describe, expect, it } from 'vitest'
import type { Identification } from './identification.ts'
import { readLicenseFile } from './read-license-file.ts'

const told: Identification = {
  tier: 'clean',
  expression: 'MIT',
  licenses: [{ id: 'MIT', from: 1, to: 3, similarity: 1 }],
  inserted: [],
  deleted: [],
  by: 'text',
  reason: 'whole',
  pointsTo: [],
}

const read = (text: string, identification: Partial<Identification>) =>
  readLicenseFile({ path: 'LICENSE', target: null, text }, () => ({ ...told, ...identification }))

describe('readLicenseFile', () => {
  it('looks for phrases only in what no licence accounts for', () => {
    const text = 'not for commercial use\nfor non-commercial use\nfor military use forbidden'
    expect(read(text, {}).restrictions).toEqual([])
    const inserted = [{ line: 2, text: 'for non-commercial use' }]
    expect(read(text, { tier: 'extra', inserted }).restrictions).toMatchObject([{ code: 'non-commercial', line: 2 }])
  })

  it('looks for them in all of a text without a licence', () => {
    const nothing = { tier: 'none', expression: null, licenses: [], by: 'nothing', reason: 'no-license' } as const
    expect(read('Copyright\nfor non-commercial use', nothing).restrictions).toMatchObject([{ line: 2 }])
  })

  it('takes no grant of an unchanged licence for one of what was added below', () => {
    const grant = 'You may reproduce and distribute copies of the Work.'
    const added = 'The compiler is provided under a binary-only license.'
    const text = [grant, '', '', '', '', '', added].join('\n')
    const inserted = [{ line: 7, text: added }]
    expect(read(text, { tier: 'modified', expression: null, inserted })).toMatchObject({
      redistributable: false,
      restrictions: [{ code: 'binary-only', line: 7 }],
    })
  })

  it('tells firmware by what was cut from a licence too', () => {
    const text = 'Redistribution and use in binary form, without modification, are permitted.'
    const deleted = [{ line: 1, text: 'source and' }]
    expect(read(text, { tier: 'modified', expression: null, deleted }).redistributable).toBe(true)
  })

  it('identifies nothing in a symbolic link', () => {
    const link = readLicenseFile({ path: 'LICENSE', target: 'MIT.txt', text: 'MIT.txt' }, () => told)
    expect(link).toMatchObject({ target: 'MIT.txt', identification: { tier: 'none', expression: null }, fields: null })
  })

  it('reads what a file quotes below a name as if it stood alone, by the lines of the file', () => {
    const text = [
      'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/',
      'Files: *',
      'License: Expat',
      ' First',
      ' .',
      ' for non-commercial use',
    ].join('\n')
    const asked: string[] = []
    const { quoted } = readLicenseFile({ path: 'debian/copyright', target: null, text }, (given) => {
      asked.push(given)
      return { ...told, tier: 'extra', inserted: [{ line: 3, text: 'for non-commercial use' }] }
    })
    expect(asked).toEqual([text, 'First\n\nfor non-commercial use'])
    expect(quoted).toMatchObject([
      {
        from: 4,
        to: 6,
        identification: { licenses: [{ id: 'MIT', from: 4, to: 6 }], inserted: [{ line: 6 }] },
        restrictions: [{ code: 'non-commercial', line: 6 }],
      },
    ])
  })

  it('reads a text once that many statements quote, and not too many texts', () => {
    const format = 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n'
    const shared = `${format}${'\nFiles: a\nLicense: Expat\n'.repeat(50)}\nLicense: Expat\n Text\n`
    expect(readLicenseFile({ path: 'a', target: null, text: shared }, () => told).quoted).toHaveLength(1)
    const many = `${format}${'\nFiles: a\nLicense: Expat\n Text\n'.repeat(1000)}`
    expect(readLicenseFile({ path: 'a', target: null, text: many }, () => told).quoted.length).toBeLessThan(500)
  })

  it('takes a comment among fields for no part of the text that they quote', () => {
    const text =
      'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nFiles: *\nLicense: Expat\n First\n# Second\n Third\n'
    const asked: string[] = []
    readLicenseFile({ path: 'debian/copyright', target: null, text }, (given) => {
      asked.push(given)
      return told
    })
    expect(asked[1]).toBe('First\n\nThird')
  })
})
