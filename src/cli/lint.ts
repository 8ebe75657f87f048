import { relative, resolve } from 'node:path'
import type { Config } from '../core/config.ts'
import { parseManifest } from '../core/manifest/parse.ts'
import { parsePolicy } from '../core/policy/parse.ts'
import { POLICY_FILE } from '../core/policy/policy.ts'
import type { Fault } from '../core/yaml/fault.ts'
import { listManifests, openWorkingTree, readText } from '../git/working-tree.ts'

export type Linted =
  | { readonly ok: true; readonly files: readonly { readonly file: string; readonly faults: readonly Fault[] }[] }
  | { readonly ok: false; readonly fault: string }

/** Checks manifests and policies offline; without files, all those of the working tree. */
export const lint = async (directory: string, files: readonly string[], config: Config): Promise<Linted> => {
  const tree = await openWorkingTree(directory)
  const wanted =
    files.length > 0
      ? files.map((file) => relative(tree.root, resolve(directory, file)))
      : [...(await listManifests(tree)), POLICY_FILE]
  const linted = []
  for (const path of wanted) {
    const file = await readText(tree.root, path)
    if (file === null) {
      if (files.length > 0) return { ok: false, fault: `${path} can't be read` }
      continue
    }
    const parsed = isPolicy(path)
      ? parsePolicy(file, { level: 'repository', file: path, commit: null }, config)
      : parseManifest(file)
    linted.push({ file: path, faults: parsed.ok ? [] : parsed.faults })
  }
  return linted.length === 0 ? { ok: false, fault: 'there is no manifest or policy here' } : { ok: true, files: linted }
}

const isPolicy = (path: string): boolean => /policy[^/]*\.ya?ml$/.test(path)
