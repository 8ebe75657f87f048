import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFields } from './fields/read-fields.ts'
import { leadsTo } from './leads.ts'
import type { LicenseFile } from './license-file.ts'
import { unreadFile } from './unread-file.ts'

const link = (path: string, target: string): LicenseFile => ({ ...unreadFile(path, 'binary'), target })

const pointer = (path: string, ...pointsTo: string[]): LicenseFile => {
  const file = unreadFile(path, 'binary')
  return { ...file, identification: { ...file.identification, reason: 'pointer', pointsTo } }
}

const TARGET = fc
  .array(fc.constantFrom('..', '.', '', 'x', 'LICENSE', '\n', ':'), { maxLength: 6 })
  .map((parts) => parts.join('/'))

describe('what licence files lead to', () => {
  it('is a link’s target, from where the link is', () => {
    expect(leadsTo([link('src/LICENSE', '../legal/./mit.txt')], [])).toEqual(['legal/mit.txt'])
  })

  it('is what a pointer names, from where it is or from the root', () => {
    expect(leadsTo([pointer('libuuid/COPYING', '../docs/COPYING.BSD', 'COPYING.LGPL')], [])).toEqual([
      'docs/COPYING.BSD',
      'libuuid/COPYING.LGPL',
      'COPYING.LGPL',
    ])
  })

  it('is what a list names for the paths in question', () => {
    const text = [
      'File: alpha/fw.bin\nLicence: Redistributable. See LICENCE.alpha for details.\n',
      'File: beta/fw.bin\nLicence: Redistributable. See LICENCE.beta for details.\n',
    ].join(`${'-'.repeat(74)}\n`)
    const list = { ...unreadFile('WHENCE', 'binary'), fields: readFields('WHENCE', text) }
    expect(leadsTo([list], ['beta'])).toEqual(['LICENCE.beta'])
    expect(leadsTo([list, unreadFile('LICENCE.alpha', 'binary')], [])).toEqual(['LICENCE.beta'])
    expect(leadsTo([list], ['gamma'])).toEqual([])
  })

  it('leaves out what is read already, and names each once', () => {
    const files = [pointer('COPYING', 'COPYING.MIT'), pointer('a/COPYING', '../COPYING.MIT', '../x', '../x')]
    expect(leadsTo([...files, unreadFile('COPYING.MIT', 'binary')], [])).toEqual(['x'])
  })

  it.each(['/etc/passwd', '../../outside', '..', '', '.', 'a\0b', 'https://example.org/LICENSE', 'x/'.repeat(400)])(
    'goes nowhere by %j',
    (target) => {
      expect(leadsTo([link('LICENSE', target)], [])).toEqual([])
    },
  )

  it('is few, within the repository, and never throws', () => {
    fc.assert(
      fc.property(fc.array(TARGET, { maxLength: 30 }), (targets) => {
        const found = leadsTo(
          targets.map((target) => pointer('a/b/COPYING', target)),
          [],
        )
        expect(found.length).toBeLessThanOrEqual(8)
        expect(found.filter((path) => path.split('/').includes('..') || path.startsWith('/'))).toEqual([])
      }),
    )
  })
})
