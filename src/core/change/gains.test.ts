import { expect, it } from 'vitest'
import { loadConfig } from '../../config.ts'
import type { ChangedFile } from './change.ts'
import { compareTexts } from './compare.ts'
import { differenceOf, type UapiDifference } from './gains.ts'
import { readLine } from './line.ts'

const { line: config } = loadConfig()

type Texts = { readonly base?: readonly string[]; readonly head: readonly string[] }

const difference = (files: Readonly<Record<string, Texts>>): UapiDifference => {
  const changed = Object.entries(files).map(([path, { base = [], head }]): ChangedFile => {
    const [before, after] = [base, head].map((lines) => lines.map((line) => `${line}\n`).join(''))
    return { path, previousPath: null, status: 'modified', patch: compareTexts(before ?? '', after ?? '') }
  })
  return differenceOf(readLine({ files: changed }, new Set(), config).names)
}
const HEADER = 'include/uapi/drm/npu_accel.h'
const gainsOf = (head: readonly string[], base: readonly string[] = [], path = HEADER): string[] =>
  difference({ [path]: { base, head } }).gains.map(({ kind, name, of }) =>
    [kind, name, ...(of === null ? [] : [`of ${of}`])].join(' '),
  )

it.each<[string, readonly string[], readonly string[]]>([
  ['an ioctl', ['#define NPU_PING _IO(NPU_MAGIC, 3)'], ['ioctl NPU_PING']],
  ['an ioctl on two lines', ['#define NPU_PING \\', '\t_IOWR(NPU_MAGIC, 3, struct npu_ping)'], ['ioctl NPU_PING']],
  ["a driver's own spelling", ['#define NPU_PING NPU_IOWR(3, struct npu_ping)'], ['ioctl NPU_PING']],
  [
    'an ioctl of DRM with its number',
    ['#define DRM_NPU_PING 0x03', '#define DRM_IOCTL_NPU_PING DRM_IOW(DRM_COMMAND_BASE + DRM_NPU_PING, struct a)'],
    ['define DRM_NPU_PING of DRM_IOCTL_NPU_PING', 'ioctl DRM_IOCTL_NPU_PING'],
  ],
  ['a helper that makes numbers', ['#define NPU_IO(nr) _IO(NPU_MAGIC, nr)'], ['define NPU_IO']],
  ['flags', ['#define NPU_A (1 << 3)', '#define NPU_B _BITUL(2)'], ['flag NPU_A', 'flag NPU_B']],
  [
    'a struct',
    ['struct npu_ping {', '\t__u32 flags;', '\t__u64 a, b[4];', '};'],
    ['struct npu_ping', 'member flags of npu_ping', 'member a of npu_ping', 'member b of npu_ping'],
  ],
  [
    'a struct within a struct',
    ['struct a {', '\tunion {', '\t\t__u8 b;', '\t\tstruct c d;', '\t} e;', '};'],
    ['struct a', 'member b of a', 'member d of a', 'member e of a'],
  ],
  [
    'an unnamed struct with a name of its type',
    ['typedef struct {', '\t__u8 b;', '} npu_a;'],
    ['member b of npu_a', 'struct npu_a'],
  ],
  [
    'an enum',
    ['enum npu_mode {', '\tNPU_FAST = 1,', '\tNPU_SMALL = 1 << 3', '};'],
    ['struct npu_mode', 'constant NPU_FAST of npu_mode', 'flag NPU_SMALL of npu_mode'],
  ],
  [
    'a list of names',
    ['#define NPU_LIST(X) \\', '\tX(FAST) \\', '\tX(SMALL)'],
    ['define NPU_LIST', 'constant FAST', 'constant SMALL'],
  ],
  ['a function alone', ['static inline int f(struct a *b)', '{', '\tint c = 3;', '\treturn c;', '}'], []],
  ['what was there', ['struct npu_ping;', '#ifndef A_H', '#define A_H', '#endif', 'extern int a;'], []],
])('gains %s', (_, head, names) => {
  expect(gainsOf(head)).toEqual(names)
})

const STRUCT = ['struct a {', '\t__u32 b;', '\t__u32 c;', '};', '#define A 1', '#define B 2']

it.each<[string, readonly string[], readonly string[]]>([
  ['moved', [...STRUCT.slice(4), ...STRUCT.slice(0, 4)], []],
  ['re-indented', STRUCT.map((line) => line.replace('\t', '    ')), []],
  ['put behind a comment', STRUCT.map((line) => `/* a */ ${line}`), []],
  ['given another value', STRUCT.map((line) => line.replace('1', '7')), []],
  ['joined by a member', STRUCT.toSpliced(2, 0, '\t__u64 d;'), ['member d of a']],
  [
    'joined by a member of the same name elsewhere',
    [...STRUCT, 'struct e {', '\t__u32 b;', '};'],
    ['struct e', 'member b of e'],
  ],
])('tells names that are %s', (_, head, names) => {
  expect(gainsOf(head, STRUCT)).toEqual(names)
})

it('tells what was a comment, and is code now', () => {
  expect(gainsOf(['a', '#define A 1', 'b'], ['/* a', '#define A 1', 'b */'])).toEqual(['define A'])
})

it('takes what moves to another header of the driver for no gain, and no loss', () => {
  const line = ['#define NPU_A 3']
  expect(
    difference({ 'include/uapi/misc/a.h': { base: line, head: [] }, 'include/uapi/misc/b.h': { head: line } }),
  ).toEqual({ gains: [], losses: [] })
})

it('points out what goes, and what has another value or type', () => {
  const { losses } = difference({
    [HEADER]: { base: STRUCT, head: ['struct a {', '\t__u64 b;', '};', '#define A 7', '#define B 2'] },
  })
  expect(losses.map(({ how, name, line }) => [how, name, line])).toEqual([
    ['removed', 'c', null],
    ['changed', 'b', 2],
    ['changed', 'A', 4],
  ])
})

it('finds ioctls in sources that no header declares', () => {
  expect(gainsOf(['#define NPU_PING _IO(3, 4)', '#define NPU_MAX 3'], [], 'npu.c')).toEqual(['ioctl NPU_PING'])
  expect(gainsOf(['\tDRM_IOCTL_DEF_DRV(NPU_PING, npu_ping, 0),'], [], 'npu.c')).toEqual(['ioctl DRM_IOCTL_NPU_PING'])
})

it('knows the struct that a hunk begins in', () => {
  const patch = '@@ -9,2 +9,3 @@ struct npu_ping {\n \t__u32 a;\n+\t__u32 b;\n \t__u32 c;'
  const file: ChangedFile = { path: HEADER, previousPath: null, status: 'modified', patch }
  const { names } = readLine({ files: [file] }, new Set(), config)
  expect(differenceOf(names).gains).toEqual([
    { kind: 'member', name: 'b', of: 'npu_ping', file: HEADER, line: 10, text: '__u32 b;' },
  ])
})
