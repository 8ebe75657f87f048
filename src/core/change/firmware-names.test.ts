import { expect, test } from 'vitest'
import { firmwareNames } from './firmware-names.ts'

const names = (...lines: readonly string[]) => {
  const patch = [`@@ -0,0 +1,${lines.length} @@`, ...lines.map((line) => `+${line}`)].join('\n')
  const file = { path: 'npu.c', previousPath: null, status: 'added', patch } as const
  return firmwareNames({ files: [file] }, new Set(['npu.c'])).map(({ name, by, line }) => [by, name, line])
}

test.each([
  ['a literal', ['MODULE_FIRMWARE("npu/fw.bin");'], 'npu/fw.bin'],
  ['literals side by side', ['MODULE_FIRMWARE("npu/" "fw.bin");'], 'npu/fw.bin'],
  ['a macro', ['#define FW "npu/fw.bin"', 'MODULE_FIRMWARE(FW);'], 'npu/fw.bin'],
  ['macros within macros', ['#define DIR "npu/"', '#define FW DIR "fw.bin"', 'MODULE_FIRMWARE(FW);'], 'npu/fw.bin'],
  ['a macro with a parameter', ['#define FW(n) "npu/" n ".bin"', 'MODULE_FIRMWARE(FW("a"));'], 'npu/a.bin'],
  ['a parameter made text', ['#define FW(n) "npu/fw-" #n ".bin"', 'MODULE_FIRMWARE(FW(3));'], 'npu/fw-3.bin'],
  ['a number made text', ['#define FW(n) "npu/fw-" __stringify(n) ".bin"', 'MODULE_FIRMWARE(FW(3));'], 'npu/fw-3.bin'],
  ['a call over two lines', ['MODULE_FIRMWARE(', '\t"npu/fw.bin");'], 'npu/fw.bin'],
  ['what only running code tells', ['MODULE_FIRMWARE(name);'], null],
  ['a macro that never ends', ['#define A B', '#define B A', 'MODULE_FIRMWARE(A);'], null],
])('the name by %s', (_, lines, name) => {
  expect(names(...lines).map(([by, found]) => [by, found])).toEqual([['module', name]])
})

test('a call that loads it counts where nothing else names the file', () => {
  const call = 'ret = request_firmware(&fw, "npu/fw.bin", dev);'
  expect(names(call)).toEqual([['request', 'npu/fw.bin', 1]])
  expect(names(call, 'MODULE_FIRMWARE("npu/fw.bin");')).toEqual([['module', 'npu/fw.bin', 2]])
  expect(names('request_firmware_direct(&fw, name, dev);')).toEqual([['request', null, 1]])
})
