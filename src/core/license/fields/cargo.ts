import type { FieldStatement } from './field-facts.ts'
import { readSpdx } from './spdx-names.ts'
import { statement } from './statement.ts'
import { keyLines, readToml, stringAt, tableAt } from './toml.ts'

/**
 * What a `Cargo.toml` says of its package, or of the packages of its workspace. A licence inherited from a workspace
 * whose manifest is another file is said there.
 *
 * Source: https://doc.rust-lang.org/cargo/reference/manifest.html#the-license-and-license-file-fields
 */
export const readCargo = (text: string): readonly FieldStatement[] => {
  const toml = readToml(text)
  if (!toml.ok) return []
  const workspace = tableAt(tableAt(toml.root, 'workspace'), 'package')
  return [
    { name: 'package', table: tableAt(toml.root, 'package') },
    { name: 'workspace.package', table: workspace },
  ].flatMap(({ name, table }) => {
    const written = stringAt(table, 'license')
    const file = stringAt(table, 'license-file')
    if (written === null && file === null) return []
    const line = keyLines(text, name, written === null ? 'license-file' : 'license')[0] ?? 1
    return statement(written ?? file ?? '', line, {
      // A slash is how Cargo wrote OR before it took SPDX expressions.
      expression: written === null ? null : readSpdx(written.replaceAll('/', ' OR ')),
      texts: file === null ? [] : [file],
    })
  })
}
