// How well real commits are told: `LINE_REPOSITORIES=<directory> node bench/line-labels.ts`. Prints precision and recall by
// group, and what differs from the labels.
import { loadConfig } from '../src/config.ts'
import { measure, readLabels, scores } from '../test/line/measure.ts'

const root = process.env['LINE_REPOSITORIES']
if (root === undefined) {
  console.log('LINE_REPOSITORIES names no directory of fetched repositories')
  process.exit(2)
}
const labels = readLabels()
const rows = await measure(root, labels, loadConfig())
console.log(`${rows.length} of ${labels.length} labelled commits are here`)
const percent = (part: number, whole: number): string => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`)
for (const { what, right, wrong, missed } of scores(rows))
  console.log(
    `${what.padEnd(8)} precision ${percent(right, right + wrong).padEnd(8)} recall ${percent(right, right + missed).padEnd(8)} (${right} right, ${wrong} wrong, ${missed} missed)`,
  )
for (const { label, found } of rows) {
  const expected = label.groups.toSorted().join(' ')
  const names = label.names?.toSorted() ?? found.names
  const missed = names.filter((name) => !found.names.includes(name))
  const wrong = found.names.filter((name) => !names.includes(name))
  if (expected === found.groups.join(' ') && missed.length + wrong.length === 0) continue
  console.log(`\n${label.repository} ${label.commit}: expected [${expected}], found [${found.groups.join(' ')}]`)
  if (missed.length > 0) console.log(`  missed: ${missed.join(' ')}`)
  if (wrong.length > 0) console.log(`  wrong: ${wrong.join(' ')}`)
  for (const hit of found.hits.slice(0, 6)) console.log(`  ${hit}`)
}
