import { describe, expect, it } from 'vitest'
import { loadConfig } from '../config.ts'
import { declaredComponents, ownPaths } from './components.ts'

const config = loadConfig()
const manifest = (path: string, ...userspace: readonly string[]) => ({
  path,
  text: `version: 1\ndriver: npu\nuserspace:\n${userspace.map((entry) => `  - ${entry}\n`).join('')}`,
})
const UMD = 'https://github.com/example/npu-umd'

describe('the components to look up', () => {
  it('are told apart by ref and path, and named once over all manifests', () => {
    const one = manifest('a.yml', `{ repository: ${UMD} }`, `{ repository: ${UMD}, path: [src, lib] }`)
    const other = manifest('b.yml', `{ repository: ${UMD} }`, `{ repository: ${UMD}, ref: v1 }`)
    expect(declaredComponents([one, other], config)).toEqual([
      { repository: UMD, ref: null, paths: [] },
      { repository: UMD, ref: null, paths: ['src', 'lib'] },
      { repository: UMD, ref: 'v1', paths: [] },
    ])
  })

  it.each([
    ['the driver repository itself', manifest('a.yml', '{ repository: . }')],
    ['hosts that are not on the list', manifest('a.yml', '{ repository: https://git.example.org/npu/umd }')],
    ['invalid manifests', manifest('a.yml', `{ repository: ${UMD}, paths: src }`)],
  ])('leave out %s', (_, file) => {
    expect(declaredComponents([file], config)).toEqual([])
  })
})

describe('the paths of the driver repository itself', () => {
  it.each([
    ['none', null, [`{ repository: ${UMD} }`]],
    ['the whole', [], [`{ repository: ${UMD} }`, '{ repository: . }']],
    ['each once', ['umd', 'lib'], ['{ repository: ., path: [umd, lib] }', '{ repository: ., path: umd }']],
  ])('%s', (_, paths, userspace) => {
    expect(ownPaths([manifest('a.yml', ...userspace)])).toEqual(paths)
  })
})
