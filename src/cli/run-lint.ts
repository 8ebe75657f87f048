import { loadConfig } from '../config.ts'
import { visible } from '../report/visible.ts'
import { EXIT } from './exit.ts'
import { lint } from './lint.ts'
import { unusable } from './output.ts'

/** The command `lint`: a line for each fault. Returns the exit code. */
export const runLint = async (directory: string, files: readonly string[]): Promise<number> => {
  const linted = await lint(directory, files, loadConfig())
  if (!linted.ok) return unusable(linted.fault)
  for (const { file, faults } of linted.files) {
    if (faults.length === 0) process.stdout.write(`${visible(file)}: valid\n`)
    for (const { at, message, mend } of faults) {
      process.stdout.write(
        visible(`${file}:${at.line}:${at.column}: ${message}${mend === null ? '' : ` ${mend}`}`) + '\n',
      )
    }
  }
  return linted.files.some(({ faults }) => faults.length > 0) ? EXIT.fail : EXIT.pass
}
