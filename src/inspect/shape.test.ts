import { describe, expect, it } from 'vitest'
import type { Shape } from '../core/evidence/shape.ts'
import { contentOf } from './content.ts'
import { createShape } from './shape.ts'

const shapeOf = (files: Readonly<Record<string, string>>): Shape => {
  const inspector = createShape()
  for (const [path, text] of Object.entries(files)) {
    const bytes = Buffer.from(text)
    const entry = { path, kind: 'file', isExecutable: false, bytes: bytes.length, target: null } as const
    inspector.see(entry, contentOf(bytes.subarray(0, inspector.wants(entry)), bytes.length))
  }
  return inspector.facts()
}

describe('the shape of a repository', () => {
  it.each([
    ['default.xml', '<manifest>\n  <project name="pal"/>\n</manifest>\n'],
    ['west.yml', 'manifest:\n  projects:\n    - name: zephyr\n'],
    ['DEPS', 'deps = {}\n'],
    ['.gitmodules', '[submodule "a"]\n\turl = ../a\n'],
  ])('%s alone is a list of others', (path, text) => {
    expect(shapeOf({ [path]: text, 'README.md': '# Example\n' }).manifestOnly).toBe(path)
    const code = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`src/${at}.c`, 'int a;\n']))
    expect(shapeOf({ [path]: text, ...code }).manifestOnly).toBeNull()
  })

  it('takes a manual that moved for no code that did', () => {
    const text = '# Example\n\nAll documentation has moved to https://example.readthedocs.io\n'
    expect(shapeOf({ 'README.md': text }).says).toEqual([])
  })

  it.each<[Shape['says'][number]['what'], string]>([
    ['moved', 'This repository has moved to https://github.com/example/new'],
    ['mirror', 'This is a read-only mirror of https://gitlab.example.org/npu'],
    ['unkept', 'This project will no longer be maintained by Example.'],
    ['kernel-side', '# Example NPU Kernel-Mode Driver'],
    ['needs-closed', 'Running a model requires the proprietary NPU runtime.'],
    ['needs-closed', 'You will need a supported device, CUDA Toolkit 13.1+, and a compatible driver.'],
    ['needs-closed', 'The library and tests require CUDA >= 6.0.'],
    ['needs-closed', 'It largely contains code using proprietary APIs to interface to the firmware.'],
    ['needs-closed', 'The source code of the back end is not open source.'],
    ['needs-closed', 'These modules must be used with firmware and user-space driver components of a release.'],
  ])('says %s', (what, line) => {
    const heading = what === 'kernel-side' ? '' : '# Example\n\n'
    expect(shapeOf({ 'README.md': `${heading}${line}\n` }).says).toMatchObject([{ what, text: line }])
  })

  it.each([
    '# Thunk library for the kernel driver',
    'Both the linux kernel driver and the DPDK driver can be run on a host.',
    "AMD's closed-source driver uses a different compiler.",
    'It requires LLVM 18.',
    'The vector was moved to the heap.',
  ])('%s says nothing', (line) => {
    expect(shapeOf({ 'README.md': `${line}\n` }).says).toEqual([])
  })

  it('tells IGT', () => {
    expect(shapeOf({ 'meson.build': "project('igt-gpu-tools', 'c')\n" }).testSuite).toBe('IGT GPU Tools')
  })
})
