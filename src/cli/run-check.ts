import { loadConfig } from '../config.ts'
import { createReadContents } from '../inspect/contents.ts'
import { createMemoryCache } from '../inspect/facts-cache.ts'
import { createSnapshots } from '../inspect/snapshots.ts'
import { jsonReport } from '../report/json/json.ts'
import { terminal } from '../report/terminal.ts'
import { VERSION } from '../version.ts'
import { check, type CheckOptions } from './check.ts'
import { connect } from './connect.ts'
import { exitCode } from './exit.ts'
import { readRewrites } from './rewrites.ts'
import { colours, progress, say, unusable } from './output.ts'

/** The command `check`: the whole report. Returns the exit code. */
export const runCheck = async (options: CheckOptions, format: 'text' | 'json'): Promise<number> => {
  const connected = connect(process.env, loadConfig(), await readRewrites(options.directory))
  if (!connected.ok) return unusable(connected.fault)
  if (!connected.authenticated) say('Reading GitHub anonymously: 60 requests an hour. Set GITHUB_TOKEN for more.')
  progress('Reading the declared repositories ...')
  // A signal alone would end this process without what it does at its exit: what git left is cleared there.
  process.once('SIGINT', () => process.exit(130))
  process.once('SIGTERM', () => process.exit(143))
  const today = new Date().toISOString().slice(0, 10)
  const { outside, config, requireFloor } = connected
  const snapshots = createSnapshots()
  const readContents = createReadContents(snapshots, createMemoryCache())
  const checked = await check(options, { config, outside, readContents, requireFloor, today })
  await Promise.all([snapshots.close(), connected.close()])
  if (!checked.ok) return unusable(checked.fault)
  const { verdict, case: judged } = checked
  const report =
    format === 'json'
      ? JSON.stringify(jsonReport({ subject: judged.subject, verdict, version: VERSION }), null, 2)
      : terminal([{ pullRequest: null, subject: judged.subject, verdict, edit: null }], {
          color: colours(),
          width: process.stdout.columns || 100,
        })
  process.stdout.write(`${report}\n`)
  return exitCode(verdict)
}
