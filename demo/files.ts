import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

/** The files below a folder of `repositories/`, by their paths from there. */
export const filesOf = (folder: string): Record<string, string> => {
  const root = fileURLToPath(new URL(`repositories/${folder}/`, import.meta.url))
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    entries.map(({ parentPath, name }) => {
      const path = join(parentPath, name)
      return [path.slice(root.length).replaceAll('\\', '/'), readFileSync(path, 'utf8')]
    }),
  )
}

/** The exception that LLVM's projects put after the text of Apache-2.0; the SPDX texts have no exceptions. */
export const llvmException = (): string => readFileSync(new URL('llvm-exception.txt', import.meta.url), 'utf8')
