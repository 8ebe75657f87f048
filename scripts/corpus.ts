// Judges the repositories of a table by what their files hold, against what a reader says of them:
// `npm run corpus -- DIR [--table FILE] [--format json]`. DIR holds them as `<owner>__<name>` or `<owner>__<name>.git`.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { loadConfig } from '../src/config.ts'
import { judgeRow } from './corpus/judge.ts'
import { printTable } from './corpus/print.ts'
import { readRow } from './corpus/read.ts'
import { scoreOf } from './corpus/score.ts'
import { readTable } from './corpus/table.ts'

const TABLE = new URL('../../shared/corpus/repositories.tsv', import.meta.url)

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { table: { type: 'string' }, format: { type: 'string', default: 'text' } },
})
const [directory] = positionals
if (directory === undefined || positionals.length > 1 || !['text', 'json'].includes(values.format)) {
  console.error('npm run corpus -- DIR [--table FILE] [--format json]')
  process.exit(2)
}
const config = loadConfig()
const judged = []
for (const row of readTable(readFileSync(values.table ?? TABLE, 'utf8'))) {
  const one = judgeRow(row, await readRow(directory, row), config)
  judged.push(one)
  // One object a line, as each is known.
  if (values.format === 'json') console.log(JSON.stringify(one))
}
const score = scoreOf(judged)
if (values.format === 'text') console.log(printTable(judged, score))
// What must never be.
if (score.notOpenAndCalledOpen > 0 || score.openAndRefused > 0) process.exitCode = 1
