import { execFile } from 'node:child_process'

type GitAnswer = { readonly ok: true; readonly out: string } | { readonly ok: false; readonly said: string }

/** Runs git in a directory, without pager, prompts, external diffs or the user's own colours. */
export type Git = (...args: readonly string[]) => Promise<GitAnswer>

const LARGEST_OUTPUT_BYTES = 512 * 1024 * 1024

export const gitIn =
  (directory: string): Git =>
  (...args) =>
    new Promise<GitAnswer>((resolve) => {
      execFile(
        'git',
        ['-c', 'core.quotepath=off', '-c', 'color.ui=false', ...args],
        {
          cwd: directory,
          maxBuffer: LARGEST_OUTPUT_BYTES,
          env: { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_PAGER: 'cat', LC_ALL: 'C' },
        },
        (error, stdout, stderr) => {
          if (error === null) resolve({ ok: true, out: stdout })
          else resolve({ ok: false, said: firstLine(stderr) ?? error.message })
        },
      )
    }).catch((error: unknown) => ({ ok: false, said: String(error) }))

const firstLine = (text: string): string | null => /\S.*/.exec(text)?.[0] ?? null
