import { loadConfig } from '../config.ts'
import { createReadLineage } from '../gate/lineage.ts'
import { createReadContents } from '../inspect/contents.ts'
import { createMemoryCache } from '../inspect/facts-cache.ts'
import { createSnapshots } from '../inspect/snapshots.ts'
import { jsonReport } from '../report/json/json.ts'
import { mail } from '../report/mail.ts'
import type { Part } from '../report/part.ts'
import { terminal } from '../report/terminal.ts'
import { VERSION } from '../version.ts'
import type { Format } from './arguments.ts'
import { check, type Checked } from './check.ts'
import type { Asked } from './collect.ts'
import { connect } from './connect.ts'
import { exitCode } from './exit.ts'
import { colours, progress, sayAnonymous, unusable } from './output.ts'
import { readRewrites } from './rewrites.ts'

/** The command `check`: the whole report. Returns the exit code. */
export const runCheck = async (options: Asked, format: Format): Promise<number> => {
  const connected = connect(process.env, loadConfig(), sayAnonymous, await readRewrites(options.directory))
  if (!connected.ok) return unusable(connected.fault)
  progress('Reading the declared repositories ...')
  // A signal alone would end this process without what it does at its exit: what git left is cleared there.
  process.once('SIGINT', () => process.exit(130))
  process.once('SIGTERM', () => process.exit(143))
  const today = new Date().toISOString().slice(0, 10)
  const { outside, config, requireFloor } = connected
  const snapshots = createSnapshots()
  const readContents = createReadContents(snapshots, createMemoryCache())
  const readLineage = createReadLineage(config)
  const checked = await check(options, { config, outside, readContents, readLineage, requireFloor, today })
  await Promise.all([snapshots.close(), connected.close()])
  if (!checked.ok) return unusable(checked.fault)
  process.stdout.write(`${reportIn(format, checked)}\n`)
  return exitCode(checked.verdict)
}

const reportIn = (format: Format, { case: { subject }, verdict }: Extract<Checked, { ok: true }>): string => {
  const part: Part = { pullRequest: null, subject, verdict, editors: new Map() }
  switch (format) {
    case 'json':
      return JSON.stringify(jsonReport({ subject, verdict, version: VERSION }), null, 2)
    case 'mail':
      return mail(part).trimEnd()
    case 'text':
      return terminal([part], { color: colours(), width: process.stdout.columns || 100 })
  }
}
