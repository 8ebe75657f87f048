import process from 'node:process'
import { lookOf } from '../conclusion.ts'
import { asTold, type Played } from '../play.ts'
import type { Ending, Teller, ToldChapter } from '../teller.ts'
import { renderCheckRun } from './check-run.ts'
import { style } from './style.ts'
import { wrap } from './wrap.ts'

const WIDEST = 110

/** Tells it on standard output, for people. */
export const terminalTeller = (): Teller => {
  const width = Math.min(process.stdout.columns || WIDEST, WIDEST)
  return {
    begin: ({ standin, app, page }) => {
      console.log(`GitHub's stand-in  ${standin}`)
      console.log(`The App            ${app}`)
      console.log(`Its check runs     ${page}`)
    },
    chapter: ({ title }) => console.log(`\n${style('bold', `== ${title} ==`)}`),
    step: ({ happens }, number) => {
      console.log(`\n${wrap(`${style('bold', `${number}.`)} ${happens}`, width, '   ').join('\n')}\n`)
    },
    played: (played) => console.log(renderCheckRun(played, width)),
    chapterEnd: (chapter) => console.log(`\n${verdicts(chapter)}`),
    end: (ending) => console.log(`\n${endingLines(ending).join('\n')}`),
  }
}

const endingLines = ({ faults, stay }: Ending): string[] => [
  ...faults.map((fault) => style('red', `Not as GitHub has it: ${JSON.stringify(fault)}`)),
  stay ? 'Everything keeps running until Ctrl-C.' : '`npm run demo -- --stay` keeps the page open.',
]

const verdicts = ({ first, played }: ToldChapter): string => {
  const [lead, good, bad] =
    played.length === 1
      ? ['The verdict', 'It is as told.', 'It is not as told.']
      : ['The verdicts', 'All are as told.', 'They are not as told.']
  const each = played.map((one, index) => verdict(one, first + index)).join(', ')
  return `${lead}: ${each}. ${played.every(asTold) ? style('green', good) : style('red', bad)}`
}

const verdict = (played: Played, number: number): string => {
  const { word, icon, colour } = lookOf(played.run)
  const told = asTold(played) ? '' : ` (told: ${played.step.expected})`
  return `${number} ${style(colour, `${icon} ${word}`)}${told}`
}
