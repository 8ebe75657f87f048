import { parseArgs } from 'node:util'

export const USAGE = `Usage:
  open-userspace check [MANIFEST] [--base REV | --patch FILE] [--policy FILE] [--format text|json|mail]
  open-userspace explain [--base REV | --patch FILE] [--policy FILE]
  open-userspace init [DIRECTORY] [--stdout]
  open-userspace lint [FILE...]
  open-userspace identify FILE... [--format text|json]
  open-userspace --help | --version

check  judges a manifest of the working tree. With --base it judges the change since that revision of the
       local git repository, with --patch what a diff, a mail or an mbox would change (- is standard
       input); without either, every requirement holds. The format mail is for a reply on a list.
explain
       tells which lines cross the line, what is then asked, and which level of policy asks it.
init   writes a manifest to start with, open-userspace.yml, into a driver's directory, from what the tree
       tells. Each guess is marked: correct it before it counts.
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

const FORMATS = ['text', 'json', 'mail'] as const
export type Format = (typeof FORMATS)[number]

export type Arguments =
  | {
      readonly command: 'check'
      readonly manifest: string | null
      readonly base: string | null
      readonly patch: string | null
      readonly policy: string | null
      readonly format: Format
    }
  | {
      readonly command: 'explain'
      readonly base: string | null
      readonly patch: string | null
      readonly policy: string | null
    }
  | { readonly command: 'init'; readonly directory: string | null; readonly stdout: boolean }
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
        patch: { type: 'string' },
        policy: { type: 'string' },
        stdout: { type: 'boolean' },
        format: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    })
    if (values.help === true) return { command: 'help' }
    if (values.version === true) return { command: 'version' }
    const [command, ...rest] = positionals
    const { format = 'text', base = null, patch = null, policy = null, stdout = false } = values
    const given = Object.keys(values)
    const beyond = (...allowed: readonly string[]): boolean => given.some((option) => !allowed.includes(option))
    // git would take it for an option of its own.
    if (base?.startsWith('-') === true || base === '') return misused('--base takes a revision')
    if (base !== null && patch !== null) return misused('--base and --patch name two changes')
    switch (command) {
      case undefined:
        return misused('a command is missing')
      case 'check':
        if (!isFormat(format)) return misused('--format takes text, json or mail')
        if (beyond('base', 'patch', 'policy', 'format')) return misused('--stdout is for init')
        if (rest.length > 1) return misused('check takes one manifest')
        return { command, manifest: rest[0] ?? null, base, patch, policy, format }
      case 'explain':
        if (beyond('base', 'patch', 'policy')) return misused('explain takes --base, --patch and --policy alone')
        if (rest.length > 0) return misused('explain takes no files')
        return { command, base, patch, policy }
      case 'init':
        if (beyond('stdout')) return misused('init takes a directory and --stdout alone')
        if (rest.length > 1) return misused('init takes one directory')
        return { command, directory: rest[0] ?? null, stdout }
      case 'lint':
        if (beyond()) return misused('lint takes files alone')
        return { command, files: rest }
      case 'identify':
        if (beyond('format')) return misused('identify takes files and --format alone')
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

const isFormat = (text: string): text is Format => FORMATS.some((format) => format === text)
