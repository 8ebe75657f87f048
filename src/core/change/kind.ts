import { MANIFEST_NAME } from '../manifest/manifest.ts'

/** What a path says a file is. Whether a header is a uAPI header shows in its content too. */
export type FileKind = 'source' | 'kconfig' | 'manifest' | 'other'

const SOURCE = /\.(?:c|cc|cpp|cxx|h|hh|hpp|hxx|inc|inl|rs)$/i
const KCONFIG = /^Kconfig(?:[.\-_].*)?$/

export const fileKind = (path: string): FileKind => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name === MANIFEST_NAME) return 'manifest'
  if (KCONFIG.test(name)) return 'kconfig'
  return SOURCE.test(name) ? 'source' : 'other'
}

/** Whether a change to the file can cross the line, so that its patch must be read. */
export const bearsOnTheLine = (path: string): boolean => fileKind(path) !== 'other'

export const isHeader = (path: string): boolean => /\.(?:h|hh|hpp|hxx)$/i.test(path)

/** Where the kernel keeps its uAPI headers; elsewhere their content or a manifest tells them. */
export const isInUapiDirectory = (path: string): boolean => /(?:^|\/)include\/uapi\//.test(path)

/** Directories whose headers are copies that serve tests and tools. */
export const isCopy = (path: string): boolean => /(?:^|\/)(?:tests?|selftests?|tools|samples?|examples?)\//i.test(path)
