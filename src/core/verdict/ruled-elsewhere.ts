import type { Case, TextFile } from '../case.ts'
import type { Config } from '../config.ts'
import { parseOnce } from '../manifest/parse.ts'
import { crossingDrivers } from './crossing.ts'

/** Changed uAPI headers that no manifest near the change rules: one that names them may stand anywhere. */
export const unruledHeaders = (judged: Case, config: Config): readonly string[] =>
  crossingDrivers(judged, config).flatMap(({ manifestFile, line }) =>
    manifestFile === null ? line.flatMap(({ kind, file }) => (kind === 'uapi' ? [file] : [])) : [],
  )

/** Of manifests from anywhere, those that name one of these headers. */
export const naming = (headers: readonly string[], manifests: readonly TextFile[]): readonly TextFile[] =>
  manifests.filter((file) => {
    const parsed = parseOnce(file)
    return parsed.ok && parsed.value.uapi.some((header) => headers.includes(header))
  })
