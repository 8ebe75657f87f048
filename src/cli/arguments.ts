import { parseArgs } from 'node:util'

export const USAGE = `Usage:
  open-userspace check [MANIFEST] [--base REV] [--policy FILE] [--format text|json]
  open-userspace lint [FILE...]
  open-userspace identify FILE... [--format text|json]
  open-userspace --help | --version

check  judges a manifest of the working tree. With --base it judges the change since that revision of the
       local git repository; without it, every requirement holds.
lint   checks manifests and policies offline; without files, all those of the working tree. A file with
       "policy" in its name is taken for a policy.
identify
       tells what licence texts are, and where they differ from those of known licences; - is standard input.

Environment:
  GITHUB_TOKEN     reads GitHub with this token; without one it is read anonymously, 60 requests an hour
  GITHUB_API_URL   base URL of github.com's API
  REQUIRE_FLOOR    true: not to see an organisation's floor is not to know, as the App can be told

Exit codes: 0 passes, or the policy only audits; 1 fails; 2 wrong usage or unreadable input;
            3 could not be found out, or needs a human.
`

export type Arguments =
  | {
      readonly command: 'check'
      readonly manifest: string | null
      readonly base: string | null
      readonly policy: string | null
      readonly format: 'text' | 'json'
    }
  | { readonly command: 'lint'; readonly files: readonly string[] }
  | { readonly command: 'identify'; readonly files: readonly string[]; readonly format: 'text' | 'json' }
  | { readonly command: 'help' | 'version' }
  | { readonly command: 'misused'; readonly fault: string }

export const readArguments = (words: readonly string[]): Arguments => {
  const misused = (fault: string): Arguments => ({ command: 'misused', fault })
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        base: { type: 'string' },
        policy: { type: 'string' },
        format: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    })
    if (values.help === true) return { command: 'help' }
    if (values.version === true) return { command: 'version' }
    const [command, ...rest] = positionals
    const { format = 'text', base = null, policy = null } = values
    switch (command) {
      case undefined:
        return misused('a command is missing')
      case 'check':
        if (format !== 'text' && format !== 'json') return misused('--format takes text or json')
        if (rest.length > 1) return misused('check takes one manifest')
        // git would take it for an option of its own.
        if (base?.startsWith('-') === true || base === '') return misused('--base takes a revision')
        return { command, manifest: rest[0] ?? null, base, policy, format }
      case 'lint':
        if (base !== null || policy !== null || values.format !== undefined) return misused('lint takes files alone')
        return { command, files: rest }
      case 'identify':
        if (base !== null || policy !== null) return misused('identify takes files and --format alone')
        if (format !== 'text' && format !== 'json') return misused('--format takes text or json')
        if (rest.length === 0) return misused('identify takes a file')
        if (rest.filter((file) => file === '-').length > 1) return misused('standard input can be read once')
        return { command, files: rest, format }
      default:
        return misused(`there is no command ${JSON.stringify(command)}`)
    }
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error))
  }
}
