#!/usr/bin/env node
import { loadConfig } from '../config.ts'
import { jsonReport } from '../report/json/json.ts'
import { terminal } from '../report/terminal.ts'
import { visible } from '../report/visible.ts'
import { VERSION } from '../version.ts'
import { readArguments, USAGE } from './arguments.ts'
import { check } from './check.ts'
import { connect } from './connect.ts'
import { EXIT, exitCode } from './exit.ts'
import { lint } from './lint.ts'

const run = async (words: readonly string[]): Promise<number> => {
  const args = readArguments(words)
  switch (args.command) {
    case 'help':
      process.stdout.write(USAGE)
      return EXIT.pass
    case 'version':
      process.stdout.write(`${VERSION}\n`)
      return EXIT.pass
    case 'misused':
      return unusable(`${args.fault}\n\n${USAGE}`)
    case 'lint': {
      const linted = await lint(process.cwd(), args.files, loadConfig())
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
    case 'check': {
      const connected = connect(process.env)
      if (!connected.ok) return unusable(connected.fault)
      if (!connected.authenticated) say('Reading GitHub anonymously: 60 requests an hour. Set GITHUB_TOKEN for more.')
      progress('Reading the declared repositories ...')
      const today = new Date().toISOString().slice(0, 10)
      const checked = await check(
        { ...args, directory: process.cwd() },
        { config: loadConfig(), forge: connected.forge, today },
      )
      if (!checked.ok) return unusable(checked.fault)
      const { verdict, case: judged } = checked
      const report =
        args.format === 'json'
          ? JSON.stringify(jsonReport({ subject: judged.subject, verdict, version: VERSION }), null, 2)
          : terminal([{ pullRequest: null, subject: judged.subject, verdict, edit: null }], {
              color: process.stdout.isTTY && process.stdout.hasColors(),
              width: process.stdout.columns || 100,
            })
      process.stdout.write(`${report}\n`)
      return exitCode(verdict)
    }
  }
}

const say = (line: string): void => void process.stderr.write(`${line}\n`)

const progress = (line: string): void => {
  if (process.stderr.isTTY) say(line)
}

const unusable = (fault: string): number => {
  say(`open-userspace: ${fault}`)
  return EXIT.unusable
}

process.exitCode = await run(process.argv.slice(2))
