import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Links } from '../core/evidence/links.ts'
import { contentOf } from './content.ts'
import { readAutotools } from './links/autotools.ts'
import { closedWordsIn } from './links/closed-words.ts'
import { readCMake } from './links/cmake.ts'
import { readMake } from './links/make.ts'
import { readMeson } from './links/meson.ts'
import { readBazel, readCargo, readLoads, readRust, readScript } from './links/others.ts'
import { readWaf } from './links/waf.ts'
import { readZephyrModule } from './links/zephyr-module.ts'
import { createLinks } from './links.ts'

const linksOf = (files: Readonly<Record<string, string>>, paths: readonly string[] = []): Links => {
  const inspector = createLinks({ paths })
  for (const [path, text] of Object.entries(files)) {
    const bytes = Buffer.from(text)
    const entry = { path, kind: 'file', isExecutable: false, bytes: bytes.length, target: null } as const
    inspector.see(entry, contentOf(bytes.subarray(0, inspector.wants(entry)), bytes.length))
  }
  return inspector.facts()
}

const needed = (files: Readonly<Record<string, string>>, paths?: readonly string[]): readonly string[] =>
  linksOf(files, paths)
    .needs.filter(({ isOptional }) => !isOptional)
    .map(({ name, line }) => `${name}:${line}`)

describe('what a build asks for', () => {
  it('of CMake, through the variables of its file', () => {
    const text =
      'list(APPEND DEPS NeutronDriver)\n# a comment (\ntarget_link_libraries(delegate PUBLIC ${DEPS} -lm ${UNKNOWN})\n'
    expect(needed({ 'CMakeLists.txt': text })).toEqual(['NeutronDriver:1', 'm:3'])
  })

  it('of a module of Zephyr, what it has its users fetch', () => {
    const text =
      'name: hal_npu\nblobs:\n  - path: lib/libradio.a\n    url: https://example.com/libradio.a\n  - url: "https://example.com/b.bin"\n    doc-url: https://example.com/page\n'
    expect(needed({ 'zephyr/module.yml': text })).toEqual([
      'https://example.com/libradio.a:4',
      'https://example.com/b.bin:5',
    ])
    expect(needed({ 'npu/module.yml': text })).toEqual([])
    expect(needed({ 'zephyr/module.yaml': '"blobs": [{path: a.a, url: https://example.com/dl/1}]\n' })).toEqual([
      'https://example.com/dl/1:1',
    ])
  })

  it.each([
    ['foreach(part ${PARTS})\n add_subdirectory(${part})\nendforeach()', ['Zork:1']],
    [
      'foreach(part ${PARTS})\n if(IS_DIRECTORY ${part})\n add_subdirectory(${part})\n endif()\nendforeach()',
      ['Zork:1'],
    ],
    ['foreach(part ${PARTS})\n if(WITH_${part})\n add_subdirectory(${part})\n endif()\nendforeach()', []],
  ])('of directories that are entered by variables: %j', (text, names) => {
    const files = { 'CMakeLists.txt': text, 'part/CMakeLists.txt': 'target_link_libraries(part Zork)\n' }
    expect(needed(files)).toEqual(names)
  })

  it('of CMake, by what is linked, where a package of nearly that name may be missing', () => {
    const link = 'target_link_libraries(delegate quuxcore)\n'
    expect(needed({ 'CMakeLists.txt': `find_package(Quux)\n${link}` })).toEqual(['quuxcore:2'])
    expect(needed({ 'CMakeLists.txt': `find_package(Quux REQUIRED)\n${link}` })).toEqual(['Quux:1'])
  })

  it('of CMake, but no target that the tree makes', () => {
    expect(
      needed({
        'CMakeLists.txt': 'add_subdirectory(core)\nadd_library(app a.c)\ntarget_link_libraries(app core helper)\n',
        'core/CMakeLists.txt': 'add_library(core STATIC c.c)\n',
        'lib/helper/a.c': 'int a;\n',
      }),
    ).toEqual([])
  })

  it('of CMake under a condition or by a probe is optional', () => {
    const text =
      'if(WITH_CUDA)\ntarget_link_libraries(a cuda)\nendif()\nfind_library(X zebra)\nfind_package(Foo)\nif(UNIX)\nfind_package(Bar REQUIRED)\nendif()\n'
    expect(needed({ 'CMakeLists.txt': text })).toEqual(['Bar:7'])
  })

  it('of a library that was looked for and is linked', () => {
    expect(needed({ 'CMakeLists.txt': 'find_library(X zebra)\ntarget_link_libraries(a ${X})\n' })).toEqual(['zebra:1'])
    expect(
      needed({
        'CMakeLists.txt':
          'find_package(Okapi)\npkg_check_modules(ZEBRA QUIET zebra>=1)\ntarget_link_libraries(a ${OKAPI_LIBRARIES} ${ZEBRA_LDFLAGS})\n',
      }),
    ).toEqual(['Okapi:1', 'zebra:2'])
    expect(
      needed({
        'CMakeLists.txt':
          'find_package(Okapi)\nif(OKAPI_FOUND)\ntarget_link_libraries(a ${OKAPI_LIBRARIES})\nendif()\n',
      }),
    ).toEqual([])
  })

  it('of a directory that is entered only under a condition is optional', () => {
    const files = {
      'CMakeLists.txt': 'if(WITH_X)\nadd_subdirectory(x)\nendif()\nadd_subdirectory(y)\n',
      'x/CMakeLists.txt': 'target_link_libraries(a zebra)\n',
      'y/CMakeLists.txt': 'target_link_libraries(a okapi)\n',
    }
    expect(needed(files)).toEqual(['okapi:1'])
  })

  it('of downloads in CMake', () => {
    const text =
      'FetchContent_Declare(x GIT_REPOSITORY https://github.com/example/x.git)\nfile(DOWNLOAD https://example.com/lib.tgz out)\nCPMAddPackage(NAME y GITHUB_REPOSITORY example/y)\n'
    expect(needed({ 'CMakeLists.txt': text })).toEqual([
      'https://github.com/example/x.git:1',
      'https://example.com/lib.tgz:2',
      'https://github.com/example/y:3',
    ])
  })

  it('of Python, by what its modules import at their top and the tree has not', () => {
    const files = {
      'zoo/main.py':
        'import os, hailo_sdk_client\nfrom zoo.core import run\nfrom .near import a\ntry:\n    import okapi\nexcept ImportError:\n    pass\n',
      'zoo/core.py': 'from hailo_sdk_common.logger import log\n',
    }
    expect(needed(files)).toEqual(['import os:1', 'import hailo_sdk_client:1', 'import hailo_sdk_common:1'])
  })

  it('of Python, the closed programs that it calls', () => {
    expect(
      needed({ 'compile.py': 'import npulib\n\nCOMPILER = ["/opt/npu/exec/npu-compile", "-O2"]\nimport dsplib\n' }),
    ).toEqual(['import npulib:1', 'import dsplib:4', '/opt/npu/exec/npu-compile:3'])
    expect(needed({ 'run.py': 'A = "/opt/rocm/bin/hipcc"\nB = "/opt/npu/bin/npu-link"\n' })).toEqual([
      '/opt/npu/bin/npu-link:2',
    ])
    expect(needed({ 'compile.py': 'PREFIX = "/opt/npu/share/npu-models"\nSHELL = "/usr/bin/npu-compile"\n' })).toEqual(
      [],
    )
    expect(needed({ 'flow/make.py': 'f.write("vivado -mode batch -source make.tcl")\n' })).toEqual(['vivado -mode:1'])
  })

  it('of Python that only builds something else is nothing', () => {
    expect(needed({ 'tools/gen.py': 'import zebra\n', 'src/a.c': `int a;\n${'/* long */\n'.repeat(40)}` })).toEqual([])
  })

  it('of meson, autotools, Makefiles, Cargo, Rust, Bazel, code and scripts', () => {
    expect(
      readMeson(
        "dependency('zebra')\ndependency('opt', required: false)\nif x\n  dependency('cond')\nendif\n",
      ).needs.map(({ name, isOptional }) => [name, isOptional]),
    ).toEqual([
      ['zebra', false],
      ['opt', true],
      ['cond', true],
    ])
    expect(
      readAutotools(
        'PKG_CHECK_MODULES(X, zebra >= 1)\n  AC_CHECK_LIB(okapi, f)\nAC_CHECK_LIB([gnu], [f], [], [x=no])\nAC_CHECK_LIB([kudu], [f], [], [AC_MSG_ERROR([no kudu])])\n',
      ).needs.map(({ name, isOptional }) => [name, isOptional]),
    ).toEqual([
      ['zebra', false],
      ['okapi', true],
      ['gnu', true],
      ['kudu', false],
    ])
    expect(
      readWaf(
        "def configure(conf):\n  conf.check_cc(lib = 'zebra', mandatory = 1)\n  conf.check(lib=['okapi', 'm'], fragment='int f(void) { return g(1); }')\n  conf.check_cfg(package='kudu', mandatory=False)\n  conf.check_cc(fragment = 'x')\n",
      ).needs.map(({ name, line, isOptional }) => [name, line, isOptional]),
    ).toEqual([
      ['zebra', 2, false],
      ['okapi', 3, false],
      ['m', 3, false],
      ['kudu', 4, true],
    ])
    expect(
      readMake('LIBS += -lzebra # -lnot\nFLAGS = -i4 -l80\nrun: x\n\t$(CC) -log x\n').needs.map(({ name }) => name),
    ).toEqual(['zebra'])
    expect(
      readCargo('[dependencies]\nx = { git = "https://github.com/example/x" }\n').needs.map(({ name }) => name),
    ).toEqual(['https://github.com/example/x'])
    expect(readRust('#[link(name = "zebra")]\n').needs.map(({ name }) => name)).toEqual(['zebra'])
    expect(
      readBazel('http_archive(\n  name = "x",\n  urls = ["https://example.com/x.tgz"],\n)\n').needs.map(
        ({ name, line }) => [name, line],
      ),
    ).toEqual([['https://example.com/x.tgz', 3]])
    expect(readLoads('#define LIB "libzebra.so.1"\nvoid *h = dlopen(LIB, 0);\n').needs.map(({ name }) => name)).toEqual(
      ['libzebra.so'],
    )
    expect(readScript('wget https://example.com/zebra.run\n', 'install.sh').needs.map(({ name }) => name)).toEqual([
      'https://example.com/zebra.run',
    ])
  })

  it('of a README that has a wheel installed, but none of its own', () => {
    expect(
      needed({
        'README.md': '# x\npip install ./okapi_kpu-2.0-py3-none-any.whl\npip install zebra-1.0.whl\n',
        'pyproject.toml': '[project]\nname = "zebra"\n',
      }),
    ).toEqual(['okapi_kpu-2.0-py3-none-any.whl:2'])
  })

  it('but not of tests, examples, other people’s code and what is beside the paths', () => {
    const text = 'target_link_libraries(a zebra)\n'
    expect(
      needed(
        {
          'tests/CMakeLists.txt': text,
          'examples/CMakeLists.txt': text,
          'third_party/x/CMakeLists.txt': text,
          'kmd/CMakeLists.txt': text,
        },
        ['umd', 'tests', 'examples', 'third_party'].slice(0, 1),
      ),
    ).toEqual([])
  })
})

describe('what a repository calls closed', () => {
  it('is told by the words of its paragraph, two or three joined', () => {
    const text =
      'Package: Example\nOrigin: Example (MIT)\n\n-----\n\nPackage:  Neutron Driver Library\nOrigin:   NXP (proprietary)\n'
    expect(closedWordsIn('SCR.txt', text)).toMatchObject([{ line: 7, text: 'Origin:   NXP (proprietary)' }])
    expect(closedWordsIn('SCR.txt', text)[0]?.names).toContain('neutrondriver')
  })

  it('is nothing that a licence says of other programs', () => {
    expect(closedWordsIn('NOTICE', 'This does not permit incorporating it into proprietary programs.\n')).toEqual([])
  })
})

/** Pieces that parsers trip over. */
const PIECES = [
  '(',
  ')',
  '"',
  '[[',
  ']]',
  '[==[',
  '${A}',
  '${',
  '#',
  '\\',
  '\n',
  ' ',
  ';',
  "'",
  'set(A ${A} ${A})\n',
  'if(',
  'endif()',
  'target_link_libraries(a ',
  'dependency(',
  "dependency('x",
  'PKG_CHECK_MODULES(',
  '-l',
  'https://',
  '  - url: ',
  'a',
]

describe('parsers of hostile text', () => {
  const read = (text: string): void => {
    for (const reader of [readCMake, readMeson, readMake, readAutotools, readCargo, readRust, readBazel, readLoads])
      reader(text)
    readScript(text, 'install.sh')
    readWaf(text)
    readZephyrModule(text)
    readZephyrModule(`blobs:\n${text}`)
    closedWordsIn('SCR.txt', text)
  }

  it('never throw', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 200 }), (pieces) => read(pieces.join(''))),
      { numRuns: 200 },
    )
    fc.assert(fc.property(fc.string({ maxLength: 2000 }), read), { numRuns: 100 })
  })

  it.each(PIECES)('take time in proportion to a run of %j', (piece) => {
    const time = (length: number): number => {
      const text = piece.repeat(Math.ceil(length / piece.length))
      const before = process.cpuUsage().user
      read(text)
      return process.cpuUsage().user - before
    }
    time(4_000)
    // Eight times as long: quadratic would be 64 times, and noise of a few milliseconds is let pass.
    expect(time(256_000)).toBeLessThan(24 * time(32_000) + 200_000)
  })
})
