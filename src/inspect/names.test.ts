import { expect, test } from 'vitest'
import { inspect } from './inspect.fixture.ts'
import { inspectNames } from './names.ts'

const IOCTL = 'NPU_IOCTL_EXPORT'
const find = (files: Readonly<Record<string, string>>, paths: readonly string[] = [], names = [IOCTL]) =>
  inspect(inspectNames(names, paths), files)

const USE = '  r = ioctl(fd, NPU_IOCTL_EXPORT, &args);\n'

test('the first use in code is quoted', () => {
  expect(find({ 'src/kmd.c': `int r;\n${USE}`, 'src/other.c': USE })).toEqual([
    { name: IOCTL, use: { path: 'src/kmd.c', line: 2, text: USE.trim() }, elsewhere: [] },
  ])
})

test.each([
  ['a comment', 'src/kmd.c', '/* NPU_IOCTL_EXPORT comes later */\n', 'comment'],
  ['a string', 'src/kmd.c', 'puts("NPU_IOCTL_EXPORT");\n', 'comment'],
  ['a comment of Python', 'npu/kmd.py', '# uses NPU_IOCTL_EXPORT\n', 'comment'],
  ['a test directory', 'test/export.cpp', USE, 'test'],
  ['a tool', 'tools/p2p.c', USE, 'test'],
  ['a sample further down', 'umd/samples/a/p2p.c', USE, 'test'],
  ['a file named as a test', 'src/export_test.cc', USE, 'test'],
  ['a copy of the header', 'include/npu_ioctl.h', '#define NPU_IOCTL_EXPORT _IO(NPU_MAGIC, 16)\n', 'definition'],
  ['a file that defines it for itself', 'src/kmd.c', `#define NPU_IOCTL_EXPORT _IO(1, 2)\n${USE}`, 'definition'],
  ['a binding', 'src/sys.rs', 'pub const NPU_IOCTL_EXPORT: u32 = 5;\n', 'definition'],
  ['a binding of Python', 'npu/abi.py', 'NPU_IOCTL_EXPORT = 0x4e10\n', 'definition'],
  ['a binding of Go', 'abi.go', 'const NPU_IOCTL_EXPORT = 5\n', 'definition'],
  ['an enum', 'src/abi.h', 'enum npu_ioctls {\n  NPU_IOCTL_OPEN = 1,\n  NPU_IOCTL_EXPORT\n};\n', 'definition'],
])('%s is no use', (_, path, text, as) => {
  expect(find({ [path]: text })).toMatchObject([{ use: null, elsewhere: [{ path, as }] }])
})

test.each([
  ['a longer name', 'x = NPU_IOCTL_EXPORT_FD + MY_NPU_IOCTL_EXPORT;\n'],
  ['prose', 'README NPU_IOCTL_EXPORT\n'],
])('%s is not even that', (_, text) => {
  const path = text.startsWith('README') ? 'README.md' : 'src/a.c'
  expect(find({ [path]: text })).toEqual([{ name: IOCTL, use: null, elsewhere: [] }])
})

test('an argument on a line of its own, within a function, is a use', () => {
  const text = 'enum mode { A, B };\nint f(void) {\n  return call(fd,\n    NPU_IOCTL_EXPORT,\n    &args);\n}\n'
  expect(find({ 'src/kmd.c': text })).toMatchObject([{ use: { line: 4 } }])
})

test('neither a declaration of a type nor a condition is a use', () => {
  const text = 'struct npu_export;\n#ifdef NPU_IOCTL_EXPORT\n#endif\n'
  expect(find({ 'src/kmd.c': text }, [], ['npu_export', IOCTL])).toMatchObject([{ use: null }, { use: null }])
})

test('a declared path is looked at alone, and tests are told from where it begins', () => {
  expect(find({ 'other/kmd.c': USE }, ['umd'])).toMatchObject([{ use: null, elsewhere: [] }])
  expect(find({ 'tools/umd/kmd.c': USE }, ['tools/umd'])).toMatchObject([{ use: { path: 'tools/umd/kmd.c' } }])
  expect(find({ 'umd/test/kmd.c': USE }, ['umd'])).toMatchObject([{ use: null }])
})

test('nothing is read where nothing is asked', () => {
  const inspector = inspectNames([], [])
  expect(inspector.wants({ path: 'a.c', kind: 'file', isExecutable: false, bytes: 9, target: null })).toBe(0)
  expect(inspector.facts()).toEqual([])
})

test('a name with signs of a pattern in it is only a name', () => {
  expect(find({ 'a.c': 'x = a;\n' }, [], ['(.*', 'a|b'])).toMatchObject([{ use: null }, { use: null }])
})

test('a name is looked for until it has a use, whatever was found of the others', () => {
  const names = ['NPU_IOCTL_OPEN', 'NPU_IOCTL_WAIT']
  const found = find(
    {
      'include/npu.h': '#define NPU_IOCTL_OPEN 1\n#define NPU_IOCTL_WAIT 2\n',
      'src/a.c': 'open(NPU_IOCTL_OPEN);\n',
      'src/b.c': 'open(NPU_IOCTL_OPEN);\nwait(NPU_IOCTL_WAIT);\n',
    },
    [],
    names,
  )
  expect(found).toMatchObject([
    { name: 'NPU_IOCTL_OPEN', use: { path: 'src/a.c', line: 1 }, elsewhere: [{ as: 'definition' }] },
    { name: 'NPU_IOCTL_WAIT', use: { path: 'src/b.c', line: 2 }, elsewhere: [{ as: 'definition' }] },
  ])
})

test('members of an enum within braces are definitions, and what stands behind it is code', () => {
  const text =
    'struct a {\n  int b;\n};\nnamespace npu {\nenum { NPU_IOCTL_OPEN = 1 };\nint c[] = { NPU_IOCTL_EXPORT };\n}\n'
  expect(find({ 'src/a.cpp': text }, [], ['NPU_IOCTL_OPEN', IOCTL])).toMatchObject([
    { use: null, elsewhere: [{ as: 'definition', line: 5 }] },
    { use: { line: 6 } },
  ])
})
