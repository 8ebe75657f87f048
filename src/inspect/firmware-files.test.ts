import { expect, test } from 'vitest'
import { inspectFirmwareFiles } from './firmware-files.ts'
import { inspect } from './inspect.fixture.ts'

test('files are found by their own names below the declared paths', () => {
  const files = { 'firmware/bin/vpu_37xx.bin': '', 'old/vpu_37xx.bin': '', 'firmware/bin/boot.sbin': '' }
  const names = ['intel/vpu/vpu_37xx.bin', 'intel/vpu/*.sbin', 'intel/vpu/missing.bin']
  expect(inspect(inspectFirmwareFiles(names, ['firmware/bin']), files)).toEqual([
    { name: 'intel/vpu/vpu_37xx.bin', path: 'firmware/bin/vpu_37xx.bin' },
    { name: 'intel/vpu/*.sbin', path: 'firmware/bin/boot.sbin' },
    { name: 'intel/vpu/missing.bin', path: null },
  ])
})
