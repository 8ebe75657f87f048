import { describe, expect, it } from 'vitest'
import type { Fault } from '../yaml/fault.ts'
import type { Manifest, Role } from './manifest.ts'
import { parseManifest } from './parse.ts'

const FILE = 'drivers/accel/foo/open-userspace.yml'

const faults = (text: string): readonly Fault[] => {
  const parsed = parseManifest({ path: FILE, text })
  return parsed.ok ? [] : parsed.faults
}

const manifest = (text: string): Manifest => {
  const parsed = parseManifest({ path: FILE, text })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.value
}

const components = (text: string, role: Role) => {
  const declared = manifest(text).roles[role]
  return declared.kind === 'components' ? declared.components : []
}

const HEAD = 'version: 1\ndriver: foo\n'
const component = (rest: string): string => `${HEAD}userspace:\n  - repository: https://github.com/a/b\n    ${rest}\n`

describe('a valid manifest', () => {
  it('is read with the places of what it declares', () => {
    const text = `\uFEFF# comment
version: 1
driver: habanalabs
uapi: [include/uapi/misc/habanalabs.h]
targets: [gaudi, goya, tpc]
userspace:
  - repository: https://github.com/HabanaAI/SynapseAI_Core.git
    ref: main
    path: src/
    license: MIT
    change: https://github.com/HabanaAI/SynapseAI_Core/pull/12
compiler: { none: "Fixed-function: runs no programs." }
`
    expect(manifest(text)).toEqual({
      file: FILE,
      driver: 'habanalabs',
      uapi: ['include/uapi/misc/habanalabs.h'],
      targets: ['gaudi', 'goya', 'tpc'],
      at: { file: FILE, line: 2, column: 1 },
      roles: {
        userspace: {
          kind: 'components',
          at: { file: FILE, line: 6, column: 1 },
          components: [
            {
              role: 'userspace',
              repository: 'https://github.com/HabanaAI/SynapseAI_Core',
              ref: 'main',
              paths: ['src'],
              license: 'MIT',
              changes: ['https://github.com/HabanaAI/SynapseAI_Core/pull/12'],
              files: [],
              at: { file: FILE, line: 7, column: 5 },
              keys: {
                repository: { line: 7, column: 17 },
                ref: { line: 8, column: 10 },
                path: { line: 9, column: 11 },
                license: { line: 10, column: 14 },
                change: { line: 11, column: 13 },
              },
            },
          ],
        },
        compiler: {
          kind: 'none',
          reason: 'Fixed-function: runs no programs.',
          at: { file: FILE, line: 12, column: 1 },
        },
        firmware: { kind: 'undeclared' },
      },
    })
  })

  it('may name one repository in two roles, and by an alias', () => {
    const text = `${HEAD}userspace: &stack\n  - { repository: https://github.com/a/b, path: x }\ncompiler: *stack\n`
    expect(components(text, 'compiler')).toMatchObject([{ role: 'compiler', paths: ['x'] }])
  })

  it('may declare its own repository, lists of paths and changes, and files', () => {
    const text = `${HEAD}userspace:
  - { repository: ., path: [a, b/c] }
  - { repository: https://github.com/a/b, change: [https://github.com/a/b/pull/1, https://github.com/a/b/pull/2] }
firmware: [{ repository: https://github.com/a/c, files: ["foo/*.bin"] }]
`
    expect(components(text, 'userspace')).toMatchObject([
      { repository: '.', paths: ['a', 'b/c'] },
      { changes: ['https://github.com/a/b/pull/1', 'https://github.com/a/b/pull/2'] },
    ])
    expect(components(text, 'firmware')).toMatchObject([{ files: ['foo/*.bin'] }])
  })

  it('may be just within its limits', () => {
    const one = (index: number) => `  - { repository: https://github.com/a/b${index} }\n`
    const text = `${HEAD}userspace:\n${Array.from({ length: 32 }, (_, index) => one(index)).join('')}`
    expect(components(text, 'userspace')).toHaveLength(32)
    expect(faults(`${HEAD}#${'x'.repeat(16 * 1024 - HEAD.length - 1)}`)).toEqual([])
  })
})

/** Recorded bad inputs: what they are, the text, where the fault must stand, and a part of its message or mend. */
const RECORDED: readonly (readonly [what: string, text: string, line: number, column: number, said: string])[] = [
  // The file as a whole
  ['nothing', '', 1, 1, 'version: 1'],
  ['comments alone', '# nothing\n\n', 1, 1, 'version: 1'],
  ['an empty document', '---\n', 1, 1, 'version: 1'],
  ['too many bytes', `#${'x'.repeat(16 * 1024)}`, 1, 1, '16384'],
  ['too many bytes in few characters', `#${'\u{1F600}'.repeat(5000)}`, 1, 1, '20001'],
  ['a list', '- a\n', 1, 1, 'a list'],
  ['text', 'hello\n', 1, 1, 'text'],
  ['two documents', `${HEAD}---\n${HEAD}`, 3, 1, 'one document'],
  ['another YAML', `%YAML 1.1\n---\n${HEAD}`, 1, 1, '%YAML'],
  ['a control character', `${HEAD}# \u0007\n`, 3, 3, 'U+0007'],
  ['a bidirectional mark in a comment', `${HEAD}# \u202E\n`, 3, 3, 'U+202E'],
  ['a lone surrogate', `${HEAD}# \ud800\n`, 3, 3, 'U+D800'],
  ['a second byte order mark', `\uFEFF\uFEFF${HEAD}`, 1, 1, 'U+FEFF'],
  // Syntax
  ['a tab', `${HEAD}userspace:\n\t- repository: https://github.com/a/b\n`, 4, 1, 'spaces'],
  ['a colon in a value', `${HEAD}userspace: none: x\n`, 3, 12, 'quotes'],
  ['an open quote', 'version: 1\ndriver: "foo\n', 3, 1, 'quote'],
  ['an open bracket', `${HEAD}uapi: [a\n`, 4, 1, ']'],
  ['a key twice', `${HEAD}driver: bar\n`, 3, 1, 'line 2'],
  ['__proto__ twice', `${HEAD}__proto__: 1\n__proto__: 1\n`, 4, 1, 'line 3'],
  ['a list for a key', `${HEAD}? [a]\n: b\n`, 3, 3, 'key'],
  ['a tag', `${HEAD}targets: !!set {a}\n`, 3, 10, 'tag'],
  ['an unknown tag', 'version: 1\ndriver: !js/function foo\n', 2, 9, 'tag'],
  ['nested lists', `a: ${'['.repeat(100)}\n`, 1, 27, 'deep'],
  ['nested keys', '? '.repeat(100), 1, 49, 'deep'],
  ['too many tokens', `[${','.repeat(10_000)}]`, 1, 8192, 'more than 8192'],
  // Aliases
  ['an alias of nothing', `${HEAD}uapi: *x\n`, 3, 7, '*x'],
  ['an alias of itself', `${HEAD}uapi: &x [*x]\n`, 3, 11, '*x'],
  [
    'an alias bomb',
    `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]\n`,
    3,
    11,
    'unfold',
  ],
  // Keys and types
  ['an unknown key', `${HEAD}urls: []\n`, 3, 1, 'uapi'],
  ['a misspelt key', `${HEAD}usrspace: []\n`, 3, 1, 'Write `userspace`'],
  ['a merge key', `${HEAD}<<: {}\n`, 3, 1, '<<'],
  ['a number for a key', `${HEAD}1: x\n`, 3, 1, '`1`'],
  ['__proto__', `${HEAD}__proto__: { x: 1 }\n`, 3, 1, '__proto__'],
  ['a misspelt key of a component', component('licence: MIT'), 5, 5, 'Write `license`'],
  ['files outside firmware', component('files: [x]'), 5, 5, '`files`'],
  ['no version', 'driver: foo\n', 1, 1, '`version` is missing'],
  ['another version', 'version: 2\ndriver: foo\n', 1, 10, 'must be 1'],
  ['text for the version', 'version: "1"\ndriver: foo\n', 1, 10, 'Write 1'],
  ['no driver', 'version: 1\n', 1, 1, '`driver` is missing'],
  ['an empty driver', 'version: 1\ndriver:\n', 2, 8, 'no value'],
  ['a number for the driver', 'version: 1\ndriver: 12\n', 2, 9, '"12"'],
  ['a name with Markdown', 'version: 1\ndriver: "[x](y)"\n', 2, 9, 'letters'],
  ['a name with an escaped mark', 'version: 1\ndriver: "a\\u202e"\n', 2, 9, 'letters'],
  ['text for a list', `${HEAD}targets: tpc\n`, 3, 10, 'square brackets'],
  ['a target of one letter', `${HEAD}targets: [a]\n`, 3, 11, 'shorter'],
  ['an empty list', `${HEAD}uapi: []\n`, 3, 7, 'is empty'],
  ['a role without components', `${HEAD}firmware: []\n`, 3, 11, 'is empty'],
  ['a role that is text', `${HEAD}compiler: none\n`, 3, 11, 'a mapping with `none`'],
  ['a role without value', `${HEAD}compiler:\n`, 3, 10, 'no value'],
  ['none without reason', `${HEAD}compiler: { none: "  " }\n`, 3, 19, 'says nothing'],
  ['none beside something', `${HEAD}compiler: { none: x, repository: y }\n`, 3, 22, '`repository`'],
  ['a component that is text', `${HEAD}userspace:\n  - https://github.com/a/b\n`, 4, 5, 'mapping'],
  ['a component without repository', `${HEAD}userspace:\n  - { path: x }\n`, 4, 5, '`repository` is missing'],
  // Values of a component
  ['another scheme', `${HEAD}userspace:\n  - repository: git@github.com:a/b.git\n`, 4, 17, 'https://github.com/a/b'],
  ['credentials', `${HEAD}userspace:\n  - repository: https://x:y@github.com/a/b\n`, 4, 17, 'credentials'],
  ['a number for a ref', component('ref: 1.10'), 5, 10, '"1.10"'],
  ['a commit for a ref', component(`ref: ${'a'.repeat(40)}`), 5, 10, 'commit'],
  ['a full ref', component('ref: refs/pull/1/head'), 5, 10, 'refs/'],
  ['an option for a ref', component('ref: --upload-pack=x'), 5, 10, 'git allows'],
  ['a path that goes up', component('path: ../x'), 5, 11, '`..`'],
  ['a path in a list that goes up', component('path: [a, b/../..]'), 5, 15, '`..`'],
  ['an absolute path', component('path: /etc/passwd'), 5, 11, 'slash'],
  ['a backslash', component('path: a\\b'), 5, 11, 'a/b'],
  ['a path with a line break', component('path: "a\\nb"'), 5, 11, 'U+000A'],
  ['no paths', component('path: []'), 5, 11, 'is empty'],
  ['a number for a path', component('path: 5'), 5, 11, '"5"'],
  ['no licence expression', component('license: GPLv2'), 5, 14, 'GPL-2.0-only'],
  ['NOASSERTION', component('license: NOASSERTION'), 5, 14, 'SPDX'],
  ['no change', component('change: https://github.com/a/b/issues/1'), 5, 13, 'pull request'],
  ['a page of a change', component('change: https://github.com/a/b/pull/1/files'), 5, 13, 'pull/1.'],
  ['a ref of the own repository', `${HEAD}userspace:\n  - { repository: ., ref: main }\n`, 4, 27, 'Delete'],
  [
    'a component twice',
    `${HEAD}userspace:\n  - repository: https://github.com/a/b\n  - repository: https://github.com/A/b.git\n`,
    5,
    5,
    'line 4',
  ],
  [
    'a component twice by its paths',
    `${HEAD}userspace:\n  - { repository: ., path: [a, b] }\n  - { repository: ., path: [b/, a] }\n`,
    5,
    5,
    'line 4',
  ],
  [
    'too many components',
    `${HEAD}userspace:\n${Array.from({ length: 33 }, (_, i) => `  - { repository: https://github.com/a/b${i} }\n`).join('')}`,
    36,
    5,
    '32',
  ],
]

describe('a bad manifest', () => {
  it.each(RECORDED)('%s', (_, text, line, column, said) => {
    const [fault] = faults(text)
    expect(fault?.at).toEqual({ line, column })
    expect(`${fault?.message ?? ''} ${fault?.mend ?? ''}`).toContain(said)
  })

  it('has all its faults told, that of its version first', () => {
    const found = faults('verison: 1\nversion: 2\ndriver: 12\nuserspace:\n  - { repository: ftp://x, licence: MIT }\n')
    expect(found.map(({ at }) => [at.line, at.column])).toEqual([
      [2, 10],
      [1, 1],
      [3, 9],
      [5, 19],
      [5, 28],
    ])
  })

  it('has no more than 20 faults told', () => {
    expect(faults(Array.from({ length: 500 }, (_, index) => `k${index}: 1\n`).join(''))).toHaveLength(20)
    expect(faults(`${HEAD}targets: ${JSON.stringify(Array.from({ length: 30 }, () => '!'))}\n`)).toHaveLength(20)
  })

  it('has its hidden characters shown', () => {
    expect(faults(`${HEAD}"a\\u202eb": 1\n`)[0]?.message).toContain('a<U+202E>b')
  })
})
