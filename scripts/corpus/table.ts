import { type Role, ROLES } from '../../src/core/manifest/manifest.ts'
import { parseRepositoryUrl, type RepositoryUrl } from '../../src/core/repository-url.ts'

/** One repository in one role, as a person judged it by reading. */
export type Row = {
  readonly repository: RepositoryUrl
  /** The part behind `#`: the path that is judged; null for the whole. */
  readonly path: string | null
  readonly role: Role
  /** `no` and `partial` alike must not be called open. */
  readonly open: 'yes' | 'partial' | 'no'
  /** The expression that the reader found. */
  readonly license: string
  /** Abbreviated; null where the table names none. */
  readonly commit: string | null
}

/** Reads a table of tab-separated values. Throws for a row that is none, with its line. */
export const readTable = (text: string): readonly Row[] => {
  const [head = '', ...lines] = text.split('\n').map((line) => line.replace(/\r$/, ''))
  const columns = head.split('\t')
  return lines.flatMap((line, at) => (line.trim() === '' ? [] : [toRow(columns, line.split('\t'), at + 2)]))
}

const toRow = (columns: readonly string[], cells: readonly string[], line: number): Row => {
  const cell = (column: string): string => unquoted(cells[columns.indexOf(column)] ?? '')
  const [address = '', path = null] = cell('repository').split('#')
  const parsed = parseRepositoryUrl(address)
  if (!parsed.ok) throw new Error(`line ${line}: ${address} ${parsed.message}`)
  const role = ROLES.find((each) => each === cell('role'))
  const open = (['yes', 'partial', 'no'] as const).find((each) => each === cell('open'))
  if (role === undefined || open === undefined) throw new Error(`line ${line}: no role, or no judgement`)
  const commit = cell('commit')
  return {
    repository: parsed.url,
    path,
    role,
    open,
    license: cell('license'),
    commit: /^[0-9a-f]{7,40}$/.test(commit) ? commit : null,
  }
}

const unquoted = (cell: string): string => (/^".*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell)
