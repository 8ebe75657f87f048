import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../config.ts'
import { LICENSE_CLASSES } from './class.ts'
import { classify, classifyText, meets } from './classify.ts'
import type { Identification } from './identification.ts'
import type { TextFacts } from './license-file.ts'
import { RESTRICTION_CLASSES, type RestrictionCode } from './restriction.ts'

const { licenses } = loadConfig()

describe('classify', () => {
  it.each([
    ['MIT', 'open', 'MIT'],
    ['GPL-2.0-only WITH Linux-syscall-note', 'open', 'GPL-2.0-only WITH Linux-syscall-note'],
    ['Apache-2.0 WITH LLVM-exception', 'open', 'Apache-2.0 WITH LLVM-exception'],
    ['GPL-2.0+', 'open', 'GPL-2.0+'],
    ['GPL-1.0+', 'open', 'GPL-1.0+'],
    ['BSD-3-Clause-Clear', 'open', 'BSD-3-Clause-Clear'],
    ['MIT AND SGI-B-2.0', 'open', 'MIT'],
    ['BUSL-1.1', 'source-available', 'BUSL-1.1'],
    ['CC-BY-NC-SA-4.0', 'source-available', 'CC-BY-NC-SA-4.0'],
    ['PolyForm-Noncommercial-1.0.0', 'source-available', 'PolyForm-Noncommercial-1.0.0'],
    ['LicenseRef-Arm-EULA', 'unknown', 'LicenseRef-Arm-EULA'],
    ['DocumentRef-x:LicenseRef-y', 'unknown', 'DocumentRef-x:LicenseRef-y'],
    ['GPL-2.0-only WITH SHL-2.1', 'unknown', 'GPL-2.0-only WITH SHL-2.1'],
    ['BUSL-1.1 WITH LLVM-exception', 'source-available', 'BUSL-1.1 WITH LLVM-exception'],
    ['MIT OR BUSL-1.1', 'open', 'MIT'],
    ['BUSL-1.1 OR LicenseRef-x', 'unknown', 'LicenseRef-x'],
    ['MIT AND BUSL-1.1', 'source-available', 'BUSL-1.1'],
    ['LicenseRef-x AND BUSL-1.1', 'source-available', 'BUSL-1.1'],
    ['MIT AND LicenseRef-x', 'unknown', 'LicenseRef-x'],
    ['(MIT OR BUSL-1.1) AND ISC', 'open', 'MIT'],
    ['(MIT AND BUSL-1.1) OR (ISC AND LicenseRef-x)', 'unknown', 'LicenseRef-x'],
  ])('%s is %s, by %s', (expression, licenseClass, decisive) => {
    expect(classify(expression, licenses)).toEqual({ class: licenseClass, leaf: decisive })
  })

  it.each(['', 'NONE', 'NOASSERTION', 'mit', 'MIT OR', 'toString'])('calls %j no expression', (text) => {
    expect(classify(text, licenses)).toHaveProperty('invalid')
  })
})

describe('a reference', () => {
  it('is what its text is, where that was found', () => {
    const references = new Map([['LicenseRef-x', 'proprietary']] as const)
    expect(classify('MIT AND LicenseRef-x', licenses, references)).toEqual({
      class: 'proprietary',
      leaf: 'LicenseRef-x',
    })
    expect(classify('MIT AND LicenseRef-y', licenses, references)).toEqual({ class: 'unknown', leaf: 'LicenseRef-y' })
  })
})

describe('classifyText', () => {
  const facts = (
    identification: Partial<Identification>,
    codes: readonly RestrictionCode[] = [],
    redistributable = false,
  ): TextFacts => ({
    identification: {
      tier: 'none',
      expression: null,
      licenses: [],
      inserted: [],
      deleted: [],
      by: 'nothing',
      reason: 'no-license',
      pointsTo: [],
      ...identification,
    },
    restrictions: codes.map((code) => ({ code, line: 1, text: '' })),
    redistributable,
  })
  const mit = { tier: 'clean', expression: 'MIT' } as const
  const match = (id: string) => ({ id, from: 1, to: 9, similarity: 0.98 })

  it.each<[string, TextFacts, string]>([
    ['a licence', facts(mit), 'open'],
    ['a licence with extra text', facts({ tier: 'extra', expression: 'MIT' }), 'open'],
    [
      'a licence with a field of use',
      facts({ tier: 'extra', expression: 'MIT' }, ['field-of-use']),
      'source-available',
    ],
    ['a licence tied to hardware', facts({ tier: 'extra', expression: 'MIT' }, ['hardware-tied']), 'proprietary'],
    ['no licence and no words', facts({}), 'unknown'],
    ['no licence and an agreement', facts({}, ['restricted-grant']), 'unknown'],
    ['no licence and confidential', facts({}, ['restricted-grant', 'confidential']), 'proprietary'],
    ['a changed open licence', facts({ tier: 'modified', licenses: [match('MIT')] }), 'unknown'],
    ['a changed one that was not open', facts({ tier: 'modified', licenses: [match('SSPL-1.0')] }), 'source-available'],
    [
      'a changed list of open ones and one that is not',
      facts({ tier: 'modified', licenses: [match('MIT'), match('JSON')] }),
      'unknown',
    ],
    ['what is only redistributable', facts({}, ['binary-only'], true), 'proprietary'],
  ])('%s is %s', (_, text, expected) => {
    expect(classifyText(text, 'userspace', licenses).class).toBe(expected)
  })

  it('lets what is only redistributable be that for firmware alone, whatever open licence stands beside it', () => {
    const text = facts({ tier: 'extra', expression: 'MIT' }, ['no-reverse-engineering'], true)
    expect(classifyText(text, 'firmware', licenses).class).toBe('redistributable')
    expect(classifyText(text, 'compiler', licenses).class).toBe('proprietary')
  })

  it('never lets a restriction leave a text open', () => {
    for (const code of Object.keys(RESTRICTION_CLASSES) as RestrictionCode[]) {
      for (const role of ['userspace', 'compiler', 'firmware'] as const) {
        expect(classifyText(facts(mit, [code]), role, licenses).class).not.toBe('open')
      }
    }
  })
})

describe('meets', () => {
  it('lets an open licence serve wherever a redistributable one is enough', () => {
    expect(LICENSE_CLASSES.filter((found) => meets(found, 'open'))).toEqual(['open'])
    expect(LICENSE_CLASSES.filter((found) => meets(found, 'redistributable'))).toEqual(['open', 'redistributable'])
  })
})
