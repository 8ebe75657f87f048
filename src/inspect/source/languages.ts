/**
 * Languages by file extension, as far as drivers, their userspace and compilers are written in them.
 *
 * Source: GitHub Linguist, lib/linguist/languages.yml (https://github.com/github-linguist/linguist), cut to what holds
 * code: a tree of Markdown, JSON or build files is no source.
 */
const EXTENSIONS: Readonly<Record<string, string>> = {
  C: 'c cats idc',
  'C++': 'cc cpp cxx c++ C tcc tpp txx ipp ixx cppm inl inc def',
  'C header': 'h hh hpp hxx h++ H',
  'Objective-C': 'm mm',
  Assembly: 's S asm nasm a51',
  OpenCL: 'cl clh opencl',
  CUDA: 'cu cuh',
  GLSL: 'glsl vert frag comp geom tesc tese rchit rmiss rgen glslv',
  HLSL: 'hlsl hlsli fx',
  Metal: 'metal',
  LLVM: 'll td mir mlir',
  'Compiler description': 'md.in lex l y yy lpp ypp g4 isel pat',
  Rust: 'rs',
  Go: 'go',
  Zig: 'zig',
  D: 'd di',
  Fortran: 'f f90 f95 f03 F F90',
  Ada: 'adb ads',
  Java: 'java',
  Kotlin: 'kt',
  Scala: 'scala sc',
  Swift: 'swift',
  'C#': 'cs',
  'F#': 'fs fsi',
  Haskell: 'hs lhs',
  OCaml: 'ml mli',
  Erlang: 'erl hrl',
  Elixir: 'ex exs',
  Python: 'py pyx pyi pxd',
  JavaScript: 'js mjs cjs jsx',
  TypeScript: 'ts mts cts tsx',
  Lua: 'lua',
  Perl: 'pl pm',
  Ruby: 'rb',
  Julia: 'jl',
  Shell: 'sh bash zsh ksh',
  Verilog: 'v sv svh vh',
  VHDL: 'vhd vhdl',
  Tcl: 'tcl',
  Cython: 'pxi',
  Dart: 'dart',
  Forth: '4th fth',
  WGSL: 'wgsl',
  Cairo: 'cairo',
}

/** Written to build, install or test: where there is nothing else, there is no source. */
const SCRIPTS: ReadonlySet<string> = new Set(['Shell', 'Tcl'])

/** Shaders, scripts and inputs of tests, which bear no notice in most trees that bear one everywhere else. */
const BARE: ReadonlySet<string> = new Set(['OpenCL', 'Shell', 'Tcl', 'GLSL', 'HLSL', 'LLVM', 'Metal', 'WGSL', 'Forth'])

export type Language = {
  readonly name: string
  readonly isScript: boolean
  readonly isHeader: boolean
  readonly isBare: boolean
}

const BY_EXTENSION: ReadonlyMap<string, Language> = new Map(
  Object.entries(EXTENSIONS).flatMap(([name, extensions]) =>
    extensions.split(' ').map((extension) => [
      extension,
      {
        name: name === 'C header' ? 'C++' : name,
        isScript: SCRIPTS.has(name),
        isHeader: name === 'C header',
        isBare: BARE.has(name),
      },
    ]),
  ),
)

/** null for a file of no language. The case counts where it tells two languages apart (`.c`, `.C`; `.s`, `.S`). */
export const languageOf = (path: string): Language | null => {
  if (path === last.path) return last.language
  const extension = extensionOf(path)
  last.language = BY_EXTENSION.get(extension) ?? BY_EXTENSION.get(extension.toLowerCase()) ?? null
  last.path = path
  return last.language
}

/** Several inspectors ask of the same file in a row. */
const last: { path: string; language: Language | null } = { path: '', language: null }

/** What stands behind the last dot of a name; '' where there is none, or nothing before it. */
export const extensionOf = (path: string): string => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const at = name.lastIndexOf('.')
  return at > 0 ? name.slice(at + 1) : ''
}
