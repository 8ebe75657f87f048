import type { Subject } from '../core/case.ts'
import type { Origin, PolicySource, RoleDemand } from '../core/policy/policy.ts'
import type { Finding } from '../core/verdict/finding.ts'
import type { ExplainedDriver, Explanation } from '../core/verdict/explain.ts'
import { code, plain, prose, say, type Sentence, words } from './sentence.ts'
import { visible } from './visible.ts'
import { wordsOf } from './words/words.ts'
import { wrap } from './wrap.ts'

/**
 * An explanation for a terminal, ending in a line break.
 *
 * @param faults what is wrong with the policy itself
 */
export const explanationText = (
  { levels, drivers }: Explanation,
  { base }: Pick<Subject, 'base'>,
  faults: readonly Finding[],
  width: number,
): string => {
  const line = (text: string, indent = 0): string => wrap(text, width, ' '.repeat(indent), ' '.repeat(indent + 2))
  const blocks = [
    [line(plain(summary(drivers, base)))],
    ...(faults.length === 0 ? [] : [faults.map((fault) => line(plain(wordsOf(fault).message)))]),
    ['What judges it', ...levels.map((level) => line(plain(levelOf(level)), 2))],
    ...drivers.map((driver) => driverLines(driver).map(({ text, indent }) => line(text, indent))),
  ]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

const summary = (drivers: Explanation['drivers'], base: string | null): Sentence => {
  if (drivers.length === 0) return say`Nothing in this change crosses the line, so no stack is asked for.`
  if (drivers.some(({ driver }) => driver.hits.length > 0)) return say`This change crosses the line.`
  return base === null
    ? say`There is no change to look at, so all that the policy asks for must hold.`
    : say`Whether this change crosses the line could not be read from it.`
}

const LEVELS: Readonly<Record<PolicySource['level'], Sentence>> = {
  default: say`the shipped default`,
  floor: say`the organisation's floor`,
  repository: say`the repository's policy`,
}

const levelOf = ({ source, preset, mode }: Explanation['levels'][number]): Sentence => {
  const at = source.commit === null ? say`` : say` at ${code(source.commit.slice(0, 12))}`
  return say`${LEVELS[source.level]}: ${code(source.file)}${at}, on preset ${code(preset)}${mode === 'audit' ? say`, audit only` : say``}`
}

type Line = { readonly text: string; readonly indent: number }

const driverLines = ({ driver, roles, rules }: ExplainedDriver): readonly Line[] => {
  const at = (indent: number, sentence: Sentence): Line => ({ text: plain(sentence), indent })
  const name = driver.name === '' ? say`The driver` : say`Driver ${code(driver.name)}`
  return [
    at(
      0,
      driver.manifest === null
        ? say`${name}, ruled by no manifest`
        : say`${name}, ruled by ${code(driver.manifest.file)}`,
    ),
    ...driver.hits.map(({ kind, file, line, text }) => ({
      text: `${kind} ${visible(file)}${line === null ? '' : `:${line}`} ${visible(text)}`,
      indent: 2,
    })),
    ...driver.unread.map((file) => at(2, say`could not be read: ${code(file)}`)),
    ...driver.textless.map((file) => at(2, say`can't be read as source: ${code(file)}`)),
    at(0, say`Asked of it`),
    ...roles.map(({ role, demand, level, origin }) =>
      at(2, say`${words(role)}: ${roleDemand(demand)}; ${LEVELS[level]}, ${whence(origin)}`),
    ),
    at(0, say`Rules, and what an answer that is not met comes to`),
    ...rules.map(({ rule, demand, level, origin }) =>
      at(2, say`${words(rule)}: ${words(demand.severity)}; ${LEVELS[level]}, ${whence(origin)}`),
    ),
  ]
}

const roleDemand = ({ required, class: needed }: RoleDemand): Sentence => {
  const when = { always: say`always`, asked: say`where the driver asks for files`, never: say`never` }
  return say`${when[required]}, ${words(needed)}`
}

const whence = (origin: Origin): Sentence =>
  origin.kind === 'written'
    ? say`${code(`${origin.at.file}:${origin.at.line}`)}`
    : say`preset ${code(origin.preset)} (${prose(origin.source)})`
