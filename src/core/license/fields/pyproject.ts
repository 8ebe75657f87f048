import type { FieldStatement } from './field-facts.ts'
import { readNames, readSpdx } from './spdx-names.ts'
import { statement } from './statement.ts'
import { keyLines, readToml, stringAt, stringsAt, type Table, tableAt } from './toml.ts'

/**
 * What a `pyproject.toml` says of its project: an SPDX expression (PEP 639), a table with a text or a file (PEP 621), or
 * Poetry's field. Classifiers name no version of most licences, so they are shown and never read as an expression.
 *
 * Source: https://packaging.python.org/en/latest/specifications/pyproject-toml/
 */
export const readPyproject = (text: string): readonly FieldStatement[] => {
  const toml = readToml(text)
  if (!toml.ok) return []
  const project = tableAt(toml.root, 'project')
  return (
    ofProject(project, keyLines(text, 'project', 'license')[0] ?? 1) ??
    ofPoetry(tableAt(tableAt(toml.root, 'tool'), 'poetry'), keyLines(text, 'tool.poetry', 'license')[0] ?? 1) ??
    ofClassifiers(project, keyLines(text, 'project', 'classifiers')[0] ?? 1)
  )
}

const ofProject = (project: Table, line: number): readonly FieldStatement[] | null => {
  const texts = stringsAt(project, 'license-files')
  const expression = stringAt(project, 'license')
  if (expression !== null) return [statement(expression, line, { expression: readSpdx(expression), texts })]
  const table = tableAt(project, 'license')
  const written = stringAt(table, 'text')
  if (written !== null) return [statement(written, line, { expression: readNames(written), texts })]
  const file = stringAt(table, 'file')
  return file === null ? null : [statement(file, line, { texts: [file, ...texts] })]
}

const ofPoetry = (poetry: Table, line: number): readonly FieldStatement[] | null => {
  const written = stringAt(poetry, 'license')
  return written === null ? null : [statement(written, line, { expression: readNames(written) })]
}

const ofClassifiers = (project: Table, line: number): readonly FieldStatement[] =>
  stringsAt(project, 'classifiers')
    .filter((classifier) => classifier.startsWith('License ::'))
    .map((classifier) => statement(classifier, line))
