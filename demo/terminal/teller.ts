import process from 'node:process'
import { lookOf } from '../conclusion.ts'
import { asTold, type Played } from '../play.ts'
import type { Ending, Teller } from '../teller.ts'
import { renderCheckRun } from './check-run.ts'
import { style } from './style.ts'
import { wrap } from './wrap.ts'

const WIDEST = 110

/** Tells it on standard output, for people. */
export const terminalTeller = (): Teller => {
  const width = Math.min(process.stdout.columns || WIDEST, WIDEST)
  return {
    begin: ({ standin, app, page }) => {
      console.log(style('bold', 'An accelerator, its compiler, and the gate'))
      console.log(`GitHub's stand-in  ${standin}`)
      console.log(`The App            ${app}`)
      console.log(`Its check runs     ${page}`)
    },
    step: ({ happens }, number) => {
      console.log(`\n${wrap(`${style('bold', `${number}.`)} ${happens}`, width, '   ').join('\n')}\n`)
    },
    played: (played) => console.log(renderCheckRun(played, width)),
    end: (ending) => console.log(`\n${endingLines(ending).join('\n')}`),
  }
}

const endingLines = ({ played, faults, stay }: Ending): string[] => [
  ...faults.map((fault) => style('red', `Not as GitHub has it: ${JSON.stringify(fault)}`)),
  `The verdicts: ${played.map(verdict).join(', ')}. ${played.every(asTold) ? style('green', 'All are as told.') : style('red', 'They are not as told.')}`,
  stay ? 'Everything keeps running until Ctrl-C.' : '`npm run demo -- --stay` keeps the page open.',
]

const verdict = (played: Played, index: number): string => {
  const { word, icon, colour } = lookOf(played.run)
  const told = asTold(played) ? '' : ` (told: ${played.step.expected})`
  return `${index + 1} ${style(colour, `${icon} ${word}`)}${told}`
}
