// How well licences are told from their texts: `npm run bench:licenses`, with `-- --trials 1000 --seed 7` for a short run.
import { parseArgs } from 'node:util'
import { loadConfig } from '../src/config.ts'
import { classify } from '../src/core/license/classify.ts'
import { EXCEPTION_OF } from '../src/core/license/templates/sources.ts'
import { identify, loadLicenseIndex } from '../src/license-index.js'
import { runCorpus } from './licenses/corpus.ts'
import { dressTrials } from './licenses/dress.ts'
import { noise, quantile, startUp, timeOf, timesOf } from './licenses/speed.ts'
import { COMMON, readCorpus, spdxText } from './licenses/texts.ts'
import { insertionTrials, turningTrials } from './licenses/trials.ts'

const { values } = parseArgs({
  options: { trials: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
})
const trials = Number(values.trials)
const seed = Number(values.seed)

const row = (measure: string, reach: string, found: string) => {
  console.log(`${measure.padEnd(58)} ${reach.padEnd(22)} ${found}`)
}
const list = (title: string, lines: readonly string[]) => {
  if (lines.length > 0) console.log(`\n${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n`)
}
const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} % (${part} of ${whole})`

const { licenses } = loadConfig()
const isOpen = (expression: string): boolean => {
  const classified = classify(expression, licenses)
  return 'class' in classified && classified.class === 'open'
}

row('measure', 'reach', 'found')
const rows = readCorpus()
if (rows === null) {
  console.log('../shared/corpus/licenses is not here: its rows are left out')
} else {
  const corpus = runCorpus(identify, rows, isOpen)
  row('open texts: right expression', '>= 98 %', percent(corpus.right, corpus.open))
  row('open texts that hold nothing else: clean', '>= 90 %', percent(corpus.bareClean, corpus.bare))
  row('  of all open texts clean', '', percent(corpus.clean, corpus.open))
  row('texts that are not open, clean and open', '0', String(corpus.falseClean.length))
  list('Wrong expression', corpus.missed)
  list('Right, not clean', corpus.dirty)
  list('Clean, and not open', corpus.falseClean)
}

const inserted = insertionTrials(identify, trials, seed)
row(`a foreign sentence put in, still clean (seed ${seed})`, '0', `${inserted.length} of ${trials}`)
list(
  'Still clean',
  inserted.map(({ id, change }) => `${id}: ${change}`),
)

const turned = turningTrials(identify, Math.ceil(trials / 10), seed + 1)
row(`a word turned, still clean (seed ${seed + 1})`, '0', `${turned.length} of ${Math.ceil(trials / 10)}`)
list(
  'Still clean',
  turned.map(({ id, change, at }) => `${id} at ${at}: ${change}`),
)

const index = loadLicenseIndex()
const twins = Array.from(index.grams, (_, number) => index.template(number).ids).filter((ids) => ids.length > 1)
const dressed = dressTrials(identify, (id, found) =>
  found.some(
    (other) =>
      other === id || other === EXCEPTION_OF[id] || twins.some((ids) => ids.includes(id) && ids.includes(other)),
  ),
)
row(
  'each SPDX text in each dress: told as itself',
  '>= 99 %',
  percent(dressed.tried - dressed.misses.length, dressed.tried),
)
row('  of these clean', '', percent(dressed.tried - dressed.misses.length - dressed.dirty.length, dressed.tried))
list(
  'Told as something else',
  dressed.misses.map(({ id, dress, got }) => `${id} (${dress}): ${got}`),
)
list(
  'Texts that are the same: the first id, where no name or notice decides',
  twins.map((ids) => ids.join(', ')),
)

const times = timesOf(identify, rows?.map(({ text }) => text) ?? COMMON.map(spdxText))
row('time for one text, median', '<= 1 ms', `${quantile(times, 0.5).toFixed(2)} ms`)
row('time for one text, p95', '<= 8 ms', `${quantile(times, 0.95).toFixed(2)} ms`)
row('1 MB of noise', '<= 200 ms', `${timeOf(identify, noise(1_000_000, seed)).toFixed(0)} ms`)
const start = startUp()
const coldAndWarm = ({ cold, warm }: { readonly cold: number; readonly warm: number }) =>
  `${warm.toFixed(0)} ms; ${cold.toFixed(0)} ms without compiled modules`
row('ready after process start', '<= 60 ms', coldAndWarm(start.imported))
row('the command identify on one file, whole process', '', coldAndWarm(start.command))
row('resident memory', '<= 60 MB', `${(start.bytes / 2 ** 20).toFixed(0)} MB`)
