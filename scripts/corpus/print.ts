import type { Judged } from './judge.ts'
import { isRight, type Score } from './score.ts'

/** As a Markdown table, with the misses and their reasons below it. */
export const printTable = (judged: readonly Judged[], score: Score): string => {
  const rows = judged.map((each) =>
    [
      each.repository.replace('https://', ''),
      each.role,
      each.reader,
      Object.entries(each.rules)
        .map(([rule, outcome]) => `${rule}: ${outcome}`)
        .join(', '),
      each.verdict,
      each.expression ?? '',
      each.class ?? '',
      each.verdict === 'absent' || isRight(each) ? '' : 'miss',
    ].join(' | '),
  )
  const misses = judged.filter((each) => each.verdict !== 'absent' && !isRight(each))
  return [
    '| repository | role | reader | rules | verdict | expression | class | |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
    ...misses.flatMap(({ repository, role, verdict, reasons }) => [
      `- ${repository} (${role}): ${verdict}`,
      ...reasons.map((reason) => `  - ${reason}`),
    ]),
    '',
    `${score.read} of ${score.rows} rows read`,
    `open and called open: ${score.openAndCalledOpen}${score.openWithoutAHuman === null ? '' : ` (${(100 * score.openWithoutAHuman).toFixed(0)} % of the open ones)`}`,
    `not open and called open: ${score.notOpenAndCalledOpen}`,
    `open and sent to a human: ${score.openAndSentToAHuman}`,
    `open and refused: ${score.openAndRefused}`,
    `not open and not called open: ${score.notOpenAndNotCalledOpen}`,
  ].join('\n')
}
