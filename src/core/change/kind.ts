import { MANIFEST_NAME } from '../manifest/manifest.ts'

/** What a path says a file is. Whether a header is a uAPI header shows in its content too. */
export type FileKind = 'source' | 'kconfig' | 'manifest' | 'other'

/** C, Rust and assembly, what they include by other names, and templates and shipped outcomes of generators. */
const SOURCE =
  /\.(?:c|cc|cpp|cxx|c\+\+|h|hh|hpp|hxx|h\+\+|inc|inl|ipp|tcc|tpp|def|tbl|x|l|y|s|lds|rs)(?:\.in|\.tmpl|\.tpl|\.j2|_shipped)?$/i
/** What is linked into a module and can't be read. */
const OBJECT = /\.(?:o|a|ko)(?:_shipped)?$/i
const KCONFIG = /^Kconfig(?:[.\-_].*)?$/

export const fileKind = (path: string): FileKind => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name === MANIFEST_NAME) return 'manifest'
  if (KCONFIG.test(name)) return 'kconfig'
  return SOURCE.test(name) || OBJECT.test(name) ? 'source' : 'other'
}

/** Whether a change to the file can cross the line, so that its patch must be read. */
export const bearsOnTheLine = (path: string): boolean => fileKind(path) !== 'other'

export const isHeader = (path: string): boolean =>
  /\.(?:h|hh|hpp|hxx|h\+\+)(?:\.in|\.tmpl|\.tpl|\.j2|_shipped)?$/i.test(path)

/**
 * Where the kernel keeps its uAPI headers, and stand-alone drivers theirs, within `include` or not; elsewhere their name,
 * their content or a manifest tells them.
 */
export const isInUapiDirectory = (path: string): boolean => /(?:^|\/)uapi\//.test(path)

/** Where headers for others stand, as against those that a driver keeps beside its code. */
export const isInIncludes = (path: string): boolean => /(?:^|\/)include\//.test(path)

/** `ioctl.h`, `npu_ioctl.h`, `npu-ioctl-numbers.h`: a change far from its numbers shows none of them. */
export const isNamedForIoctls = (path: string): boolean => /ioctl/i.test(path.slice(path.lastIndexOf('/') + 1))

/** Directories whose headers are copies that serve tests, tools and userspace. */
export const isCopy = (path: string): boolean =>
  /(?:^|\/)(?:tests?|selftests?|tools|samples?|examples?|umd|userspace)\//i.test(path)

/** Whether a file that moved is looked at in the same way as before, so that what it held already is nothing new. */
export const sameKind = (before: string, after: string): boolean =>
  fileKind(before) === fileKind(after) &&
  isInUapiDirectory(before) === isInUapiDirectory(after) &&
  (!isHeader(after) || (isHeader(before) && isCopy(before) === isCopy(after)))

/** Sources of C++, headers apart, which C may share. */
export const isCpp = (path: string): boolean => /\.(?:cc|cpp|cxx|c\+\+)$/i.test(path)

export const isRust = (path: string): boolean => /\.rs(?:\.in|\.tmpl|\.tpl|\.j2)?$/i.test(path)

/** What tells the compiler what to read. */
export const isBuildFile = (path: string): boolean =>
  /^(?:Makefile|GNUmakefile|Kbuild)(?:[.\-_].*)?$|\.mk$/i.test(path.slice(path.lastIndexOf('/') + 1))
