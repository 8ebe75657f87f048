import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../config.ts'
import { questionsOf } from './questions.ts'

const config = loadConfig()
const manifest = (path: string, ...userspace: readonly string[]) => ({
  path,
  text: `version: 1\ndriver: npu\nuserspace:\n${userspace.map((entry) => `  - ${entry}\n`).join('')}`,
})
const UMD = 'https://github.com/example/npu-umd'
const NOTHING = { names: [], targets: [], firmware: null }
const asked = (...files: readonly { path: string; text: string }[]) => questionsOf(files, config, () => [])

describe('what is asked of components', () => {
  it('tells them apart by ref and path, and asks once over all manifests', () => {
    const one = manifest('a.yml', `{ repository: ${UMD} }`, `{ repository: ${UMD}, path: [src, lib] }`)
    const other = manifest('b.yml', `{ repository: ${UMD} }`, `{ repository: ${UMD}, ref: v1 }`)
    expect(asked(one, other).components).toEqual([
      { repository: UMD, ref: null, paths: [], ...NOTHING },
      { repository: UMD, ref: null, paths: ['src', 'lib'], ...NOTHING },
      { repository: UMD, ref: 'v1', paths: [], ...NOTHING },
    ])
  })

  it.each([
    ['hosts that are not on the list', manifest('a.yml', '{ repository: https://git.example.org/npu/umd }')],
    ['invalid manifests', manifest('a.yml', `{ repository: ${UMD}, paths: src }`)],
  ])('leaves out %s', (_, file) => {
    expect(asked(file)).toEqual({ components: [], own: [] })
  })

  it('keeps the driver’s own repository apart, once for each set of paths', () => {
    const file = manifest('a.yml', '{ repository: ., path: [umd, lib] }', '{ repository: ., path: umd }')
    expect(asked(file, { ...file, path: 'b.yml' })).toEqual({
      components: [],
      own: [
        { paths: ['umd', 'lib'], ...NOTHING },
        { paths: ['umd'], ...NOTHING },
      ],
    })
  })

  it('joins what its roles and drivers ask', () => {
    const text = (driver: string, targets: string) =>
      `version: 1\ndriver: ${driver}\ntargets: [${targets}]\n` +
      `userspace: [{ repository: ${UMD} }]\ncompiler: [{ repository: ${UMD} }]\nfirmware: [{ repository: ${UMD} }]\n`
    const { components } = questionsOf(
      [
        { path: 'a.yml', text: text('npu', 'npu100') },
        { path: 'b.yml', text: text('dsp', 'npu100, dsp2') },
      ],
      config,
      ({ driver }) => [`${driver.toUpperCase()}_IOCTL_WAIT`],
    )
    expect(components).toEqual([
      {
        repository: UMD,
        ref: null,
        paths: [],
        names: ['NPU_IOCTL_WAIT', 'DSP_IOCTL_WAIT'],
        targets: ['npu100', 'npu', 'dsp2', 'dsp'],
        firmware: null,
      },
    ])
  })

  it('tells firmware alone by the files that are in question', () => {
    const text = (files: string) =>
      `version: 1\ndriver: npu\nuserspace: { none: x }\ncompiler: { none: x }\nfirmware: [{ repository: ${UMD}${files} }]\n`
    const firmware = (...files: readonly string[]) =>
      questionsOf(
        files.map((each, at) => ({ path: `${at}.yml`, text: text(each) })),
        config,
        () => [],
      ).components.map((component) => component.firmware)
    expect(firmware(', files: [a/*]', ', files: [b.bin]')).toEqual([['a/*', 'b.bin']])
    expect(firmware(', files: [a/*]', '')).toEqual([[]])
  })
})
