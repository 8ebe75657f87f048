import { loadLicenses } from '../config/load-licenses.ts'
import { jsonIdentified } from '../report/identified/json.ts'
import { textIdentified } from '../report/identified/text.ts'
import { EXIT } from './exit.ts'
import { identifyFiles } from './identify.ts'
import { colours, unusable } from './output.ts'

/** The command `identify`: what can be read is told, whatever can't be. Returns the exit code. */
export const runIdentify = async (
  directory: string,
  { files, format }: { readonly files: readonly string[]; readonly format: 'text' | 'json' },
): Promise<number> => {
  const read = await identifyFiles(directory, files, { licenses: loadLicenses() })
  const found = read.flatMap((each) => (each.ok ? [each.found] : []))
  if (format === 'json') process.stdout.write(`${JSON.stringify(jsonIdentified(found), null, 2)}\n`)
  else if (found.length > 0) process.stdout.write(textIdentified(found, { color: colours() }))
  for (const each of read) if (!each.ok) unusable(`${each.file} can't be read: ${each.fault}`)
  return found.length === read.length ? EXIT.pass : EXIT.unusable
}
