import type { FieldStatement } from './field-facts.ts'
import { joinAll, readSpdx } from './spdx-names.ts'
import { statement } from './statement.ts'
import { keyLines, readToml, stringsAt, type Table } from './toml.ts'

/**
 * The annotations of a `REUSE.toml`, in their order; for a path the last that matches counts. Their `precedence` over tags
 * in the files is left out: whatever either says holds, so that none can hide the other. Where the file is no TOML
 * or of another version than 1: one statement without expression, as its licences can't be told.
 *
 * Source: https://reuse.software/spec-3.3/#reusetoml
 */
export const readReuseToml = (text: string): readonly FieldStatement[] => {
  const toml = readToml(text)
  if (!toml.ok) return [statement(text.split('\n')[toml.line - 1] ?? '', toml.line)]
  if (toml.root['version'] !== 1) return [statement(`version = ${String(toml.root['version'])}`, 1)]
  const written = toml.root['annotations']
  const lines = keyLines(text, 'annotations', 'SPDX-License-Identifier')
  return (Array.isArray(written) ? written : []).filter(isTable).map((table, at) => annotation(table, lines[at] ?? 1))
}

const isTable = (value: unknown): value is Table => typeof value === 'object' && value !== null && !Array.isArray(value)

const annotation = (table: Table, line: number): FieldStatement => {
  const licenses = stringsAt(table, 'SPDX-License-Identifier')
  const paths = stringsAt(table, 'path')
  return statement(licenses.join(' AND '), line, {
    // An annotation without a path is about nothing, and an empty list would mean everything.
    files: paths.length === 0 ? [''] : paths,
    expression: joinAll(licenses.map(readSpdx)),
  })
}
