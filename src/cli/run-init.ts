import { visible } from '../report/visible.ts'
import { EXIT } from './exit.ts'
import { start, write } from './init.ts'
import { say, unusable } from './output.ts'

/** The command `init`. */
export const runInit = async (from: string, directory: string | null, stdout: boolean): Promise<number> => {
  const started = await start(from, directory)
  if (!started.ok) return unusable(started.fault)
  const { path, file, manifest, guesses } = started
  if (stdout) {
    process.stdout.write(manifest)
    return EXIT.pass
  }
  if (!(await write(path, manifest))) return unusable(`${file} is there already; --stdout shows what would be written`)
  say(visible(`${file} is written, with ${guesses} ${guesses === 1 ? 'guess' : 'guesses'} to check.`))
  return EXIT.pass
}
