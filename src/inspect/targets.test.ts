import { expect, test } from 'vitest'
import { inspect } from './inspect.fixture.ts'
import { inspectTargets } from './targets.ts'

const find = (
  targets: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>>,
  paths: readonly string[] = [],
) => inspect(inspectTargets(targets, paths), files)

test.each([
  ['tpc', 'class TPCInstrInfo {\n'],
  ['tpc', 'void lower_to_tpc(void);\n'],
  ['tpc', '#define TPC_MAX 1\n'],
  ['tpc', 'auto isTPC = true;\n'],
  ['tpc', 'lowerToTpc();\n'],
  ['npu', 'if (npu2) {\n'],
  ['npu100', 'Device::NPU100\n'],
  ['dav-c220', 'auto arch = "dav-c220";\n'],
])('%s is named in %s', (target, text) => {
  expect(find([target], { 'lib/a.cpp': text })).toMatchObject([{ target, files: 1, first: { line: 1 } }])
})

test.each([
  ['npu', 'input = inputs[0];\n'],
  ['npu', 'INPUT_SIZE\n'],
  ['aie', 'aiea\n'],
  ['tpc', '// for TPC\n'],
  ['tpc', 'HTTPCLIENT\n'],
])('%s is not named in %s', (target, text) => {
  expect(find([target], { 'lib/a.cpp': text })).toEqual([{ target, files: 0, first: null }])
})

test('the names of files and directories count, and code is quoted before them', () => {
  const files = { 'llvm/lib/Target/TPC/CMakeLists.txt': '', 'llvm/lib/Target/Registry.cpp': 'x();\nuse(TPC);\n' }
  expect(find(['tpc', 'gaudi'], files)).toEqual([
    { target: 'tpc', files: 2, first: { path: 'llvm/lib/Target/Registry.cpp', line: 2, text: 'use(TPC);' } },
    { target: 'gaudi', files: 0, first: null },
  ])
})

test('a declared path is looked at alone, and its own name counts', () => {
  expect(find(['tpc'], { 'other/a.cpp': 'use(TPC);\n' }, ['lib'])).toMatchObject([{ files: 0 }])
  expect(find(['tpc'], { 'lib/TPC/a.cpp': '' }, ['lib/TPC'])).toMatchObject([{ files: 1 }])
})
