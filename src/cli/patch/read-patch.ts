import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Change } from '../../core/change/change.ts'
import { patchTexts } from './mailbox.ts'
import { readDiff } from './read-diff.ts'

type Patched = { readonly change: Change; readonly messages: readonly string[] }

/**
 * What a patch would change: a diff, a mail or an mbox with a series; `-` is standard input. A file that several patches of a
 * series touch stands there once for each, as what one of them adds was added, whatever another does.
 */
export const readPatchFile = async (directory: string, file: string): Promise<Patched | { readonly fault: string }> => {
  const content = await read(directory, file)
  if (content === null) return { fault: `${file} can't be read` }
  const files = []
  const messages = []
  for (const text of await patchTexts(content)) {
    const diff = readDiff(text)
    if (!diff.ok)
      return { fault: `${name(file)} has a patch that can't be read, at its line ${diff.line}: ${diff.fault}` }
    files.push(...diff.files)
    messages.push(messageOf(text))
  }
  return files.length === 0 ? { fault: `${name(file)} holds no patch` } : { change: { files }, messages }
}

/** A mail says before its patch what the commit's message is to say, a cover letter what holds for all of them. */
const messageOf = (text: string): string => text.split(/^(?:---$|diff --git )/m, 1)[0] ?? ''

const name = (file: string): string => (file === '-' ? 'standard input' : file)

const read = async (directory: string, file: string): Promise<Buffer | null> => {
  if (file === '-') return buffer(process.stdin)
  try {
    return await readFile(resolve(directory, file))
  } catch {
    return null
  }
}
