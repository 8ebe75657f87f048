import { z } from 'zod'
import { FORGE_KINDS, type ForgeConfig } from '../core/config.ts'
import { parseRepositoryUrl } from '../core/repository-url.ts'
import { checked } from '../core/yaml/checked.ts'

const host = checked((text) => {
  const parsed = parseRepositoryUrl(`https://${text}/owner/name`)
  if (!parsed.ok) return parsed
  return parsed.url === `https://${text}/owner/name` ? null : { message: 'is not a host in lower case', mend: null }
})

const base = (schemes: readonly string[]) =>
  checked((text) => {
    const url = URL.parse(text)
    if (url === null || !schemes.includes(url.protocol))
      return { message: `is no ${NAMES(schemes)} address`, mend: null }
    const isPlain = [url.username, url.password, url.search, url.hash].every((part) => part === '')
    return isPlain ? null : { message: 'holds credentials, a query or a fragment', mend: null }
  })

const NAMES = (schemes: readonly string[]): string => schemes.map((scheme) => scheme.slice(0, -1)).join(' or ')

const kind = z.enum(FORGE_KINDS)

const shipped = z.strictObject({
  host,
  kind,
  api: base(['https:']).optional(),
  archive: base(['https:']).optional(),
  run: z.string().min(1),
})

export const forgesSchema = z.strictObject({ forges: z.array(shipped).min(1) })

const operated = z.strictObject({
  host,
  kind,
  api: base(['https:', 'http:']).optional(),
  archive: base(['https:', 'http:']).optional(),
  ca: z.string().min(1).optional(),
})

/** The operator's own file, `FORGES_FILE`. */
export const forgesFileSchema = z.array(operated)

export const toForges = ({ forges }: z.output<typeof forgesSchema>): readonly ForgeConfig[] =>
  forges.map(({ api, archive, ...forge }) => ({ ...forge, ...bases(api, archive), operator: null }))

/** @param readCa gives the PEM that `ca` names */
export const toOperatedForges = (
  forges: z.output<typeof forgesFileSchema>,
  readCa: (file: string) => string,
): readonly ForgeConfig[] =>
  forges.map(({ host, kind, api, archive, ca }) => ({
    host,
    kind,
    ...bases(api, archive),
    run: 'the operator of this service',
    operator: { ca: ca === undefined ? null : readCa(ca) },
  }))

const bases = (api: string | undefined, archive: string | undefined): Pick<ForgeConfig, 'api' | 'archive'> => ({
  api: plain(api),
  archive: plain(archive),
})

const plain = (url: string | undefined): string | null => url?.replace(/\/+$/, '') ?? null
