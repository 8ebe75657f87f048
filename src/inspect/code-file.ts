import { codeOf } from '../core/change/code.ts'
import { from, isWithin } from '../core/license/paths.ts'

/** Languages that a userspace or a compiler is written in, by the names of their files. */
const CODE =
  /\.(?:c|h|cc|cpp|cxx|c\+\+|hh|hpp|hxx|h\+\+|inc|inl|ipp|tcc|tpp|def|rs|py|pyx|pxd|go|java|kt|scala|swift|zig|d|cs|m|mm|ml|mli|hs|lua|rb|js|mjs|ts|pl|pm|s|asm|cu|cuh|hip|cl|td|mlir|ll|y|l|g4|idl|proto|jl|nim|v|sv)(?:\.in|\.tmpl|\.tpl|\.j2|\.inc)?$/i

export const isCode = (path: string): boolean => CODE.test(path)

/** Lines without comments; of languages whose comments aren't known without those that begin with `#`. */
export const codeLines = (path: string, lines: readonly string[]): readonly string[] => {
  const language = commentLanguage(path)
  return language === null ? lines.map((line) => line.replace(/(?:^|\s)#.*$/, '')) : codeOf(lines, true, language)
}

/** What comments and literals look like in it; null where only lines that begin with `#` are known to be none. */
const commentLanguage = (path: string): 'c' | 'rust' | null => {
  if (/\.rs(?:\.\w+)?$/i.test(path)) return 'rust'
  return /\.(?:py|pyx|pxd|rb|pl|pm|jl|lua|hs|ml|mli|nim)(?:\.\w+)?$/i.test(path) ? null : 'c'
}

const ASIDE =
  /(?:^|\/)(?:tests?|testing|testsuite|self-?tests?|unit[_-]?tests?|gtests?|tools?(?!\/(?:.*\/)?(?:src|source)\/)|samples?|examples?|demos?|bench(?:marks?)?|tutorials?|docs?|documentation|fuzz(?:ing|ers?)?|e2e|__tests__)\//i
const TEST_NAME = /(?:^|\/)(?:tests?[_-][^/]*|[^/]*[_-](?:self)?tests?\.\w+|[^/]*[a-z0-9]Tests?\.\w+)$/

/**
 * Tests, tools and samples are no real use of a device (drm-uapi.rst: "not a toy/test application, but the real thing").
 * A declared path counts from where it begins: whoever declares `tools/umd` says that this is the real thing.
 *
 * @param paths declared paths, '' for the whole repository
 */
export const isToy = (path: string, paths: readonly string[]): boolean => {
  const base = paths.filter((each) => isWithin(each, path)).toSorted((a, b) => b.length - a.length)[0] ?? ''
  const below = base === path ? path.slice(path.lastIndexOf('/') + 1) : from(base, path)
  return ASIDE.test(below) || TEST_NAME.test(below)
}
