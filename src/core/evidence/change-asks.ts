import type { Verdict } from '../verdict/verdict.ts'
import type { ChangeAsks } from './questions.ts'

/** A change that adds more names than this is judged by the first of them. */
const MOST_NAMES = 2_000

/** What a change asks of stacks, told from a verdict that was given before anything was known of them. */
export const changeAsks =
  ({ drivers }: Pick<Verdict, 'drivers'>): ChangeAsks =>
  ({ file }) => {
    const own = drivers.filter(({ manifestFile }) => manifestFile === file)
    const names = own.flatMap(({ gains }) => gains.map(({ name }) => name))
    const files = own.flatMap(({ firmware }) => firmware.flatMap(({ name }) => name ?? []))
    return { names: [...new Set(names)].slice(0, MOST_NAMES), files: [...new Set(files)] }
  }
