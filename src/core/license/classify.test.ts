import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../config.ts'
import { LICENSE_CLASSES } from './class.ts'
import { classify, meets } from './classify.ts'

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

describe('meets', () => {
  it('lets an open licence serve wherever a redistributable one is enough', () => {
    expect(LICENSE_CLASSES.filter((found) => meets(found, 'open'))).toEqual(['open'])
    expect(LICENSE_CLASSES.filter((found) => meets(found, 'redistributable'))).toEqual(['open', 'redistributable'])
  })
})
