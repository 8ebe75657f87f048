import { EXIT } from './exit.ts'

// All that a command needs is imported once the cache is on and the command is known: most need little.
const run = async (words: readonly string[]): Promise<number> => {
  const { readArguments, USAGE } = await import('./arguments.ts')
  const { callersDirectory } = await import('./directory.ts')
  const args = readArguments(words)
  const directory = callersDirectory(process.env, process.cwd())
  switch (args.command) {
    case 'help':
      process.stdout.write(USAGE)
      return EXIT.pass
    case 'version': {
      const { VERSION } = await import('../version.ts')
      process.stdout.write(`${VERSION}\n`)
      return EXIT.pass
    }
    case 'misused': {
      const { unusable } = await import('./output.ts')
      return unusable(args.fault, `\n${USAGE}`)
    }
    case 'lint': {
      const { runLint } = await import('./run-lint.ts')
      return runLint(directory, args.files)
    }
    case 'identify': {
      const { runIdentify } = await import('./run-identify.ts')
      return runIdentify(directory, args)
    }
    case 'explain': {
      const { runExplain } = await import('./run-explain.ts')
      return runExplain({ ...args, directory, manifest: null })
    }
    case 'init': {
      const { runInit } = await import('./run-init.ts')
      return runInit(directory, args.directory, args.stdout)
    }
    case 'check': {
      const { runCheck } = await import('./run-check.ts')
      return runCheck({ ...args, directory }, args.format)
    }
  }
}

/** What the system refuses to give is unreadable input; all else is a bug, and must not look like a verdict either. */
const afterError = async (error: unknown): Promise<number> => {
  if (error instanceof Error && 'syscall' in error) {
    const { unusable } = await import('./output.ts')
    return unusable(error.message)
  }
  console.error(error)
  return EXIT.unusable
}

// A reader that has seen enough, as `head` has, changes nothing about the answer.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  console.error(error.message)
  process.exit(EXIT.unusable)
})
process.exitCode = await run(process.argv.slice(2)).catch(afterError)
