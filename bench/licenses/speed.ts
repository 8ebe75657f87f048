import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { seededRandom } from './random.ts'
import type { Identify } from './trials.ts'

/** Milliseconds of each text, once warm. */
export const timesOf = (identify: Identify, texts: readonly string[]): readonly number[] => {
  for (const text of texts) identify(text)
  return texts.map((text) => timeOf(identify, text)).sort((a, b) => a - b)
}

export const timeOf = (identify: Identify, text: string): number => {
  const start = performance.now()
  identify(text)
  return performance.now() - start
}

export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** Words that no text has, and words that all have, `length` characters of them. */
export const noise = (length: number, seed: number): string => {
  const random = seededRandom(seed)
  const parts: string[] = []
  for (let size = 0; size < length;) {
    const word =
      random() < 0.5 ? COMMON_WORDS[Math.floor(random() * COMMON_WORDS.length)] : random().toString(36).slice(2, 9)
    parts.push(word ?? '')
    size += (word ?? '').length + 1
  }
  return parts.join(' ').slice(0, length)
}

const COMMON_WORDS =
  'the of and to software license terms copyright in or this any for that by with as is not you'.split(' ')

/** Of fresh processes, beyond one that does nothing: milliseconds in the median, and resident memory in bytes. */
export type StartUp = {
  /** `cold`: as at the first start ever, `warm`: as at those that find the modules compiled. */
  readonly imported: { readonly cold: number; readonly warm: number }
  /** The command on one file, from the shell's view. */
  readonly command: { readonly cold: number; readonly warm: number }
  readonly bytes: number
}

export const startUp = (): StartUp => {
  const module = JSON.stringify(new URL('../../src/license-index.js', import.meta.url).href)
  const load = `const { identify } = await import(${module}); identify('MIT License')`
  const imported = ['--input-type=module', '-e', load]
  const command = [pathTo('../../src/cli/open-userspace.js'), 'identify', pathTo('../../LICENSE')]
  const bare = milliseconds(['-e', '0'], {})
  const times = (args: readonly string[]) => ({
    cold: milliseconds(args, { NODE_DISABLE_COMPILE_CACHE: '1' }) - bare,
    warm: milliseconds(args, {}) - bare,
  })
  return { imported: times(imported), command: times(command), bytes: resident(load) - resident('') }
}

const RUNS = 11

const pathTo = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

const milliseconds = (args: readonly string[], variables: Readonly<Record<string, string>>): number => {
  // The first fills the caches, the system's among them.
  run(args, variables)
  return median(() => {
    const start = performance.now()
    run(args, variables)
    return performance.now() - start
  })
}

const resident = (code: string): number => {
  const script = `${code}\nprocess.stdout.write(String(process.memoryUsage.rss()))`
  return median(() => Number(run(['--input-type=module', '-e', script], {})))
}

const run = (args: readonly string[], variables: Readonly<Record<string, string>>): string => {
  const env = { ...process.env, ...variables }
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env })
  if (status !== 0) throw new Error(stderr)
  return stdout
}

const median = (measure: () => number): number =>
  quantile(
    Array.from({ length: RUNS }, measure).sort((a, b) => a - b),
    0.5,
  )
