import type { CrossingDriver } from '../verdict/crossing.ts'
import type { ChangeAsks } from './questions.ts'

/** A change that adds more names than this is judged by the first of them. */
const MOST_NAMES = 2_000

/** What a change asks of stacks, told from the drivers by which it crosses the line. */
export const changeAsks =
  (drivers: readonly CrossingDriver[]): ChangeAsks =>
  ({ file }) => {
    const own = drivers.filter(({ manifestFile }) => manifestFile === file)
    const names = own.flatMap(({ gains }) => gains.map(({ name }) => name))
    const files = own.flatMap(({ firmware }) => firmware.flatMap(({ name }) => name ?? []))
    return { names: [...new Set(names)].slice(0, MOST_NAMES), files: [...new Set(files)] }
  }
