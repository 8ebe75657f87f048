import { userspaceChanges } from '../change/trailers.ts'
import type { TextFile } from '../case.ts'
import { componentsOf } from '../components.ts'
import { parseManifest } from '../manifest/parse.ts'

/** Whoever proposes a change can name any number of others. */
const MOST_LINKS = 32

/** The addresses of userspace changes that manifests and commits' trailers name, each once, as written. */
export const linkedUrls = (manifests: readonly TextFile[], messages: readonly string[]): readonly string[] => {
  const declared = manifests.flatMap((file) => {
    const parsed = parseManifest(file)
    return parsed.ok
      ? componentsOf(parsed.value).flatMap(({ role, changes }) => (role === 'userspace' ? changes : []))
      : []
  })
  return [...new Set([...declared, ...userspaceChanges(messages)])].slice(0, MOST_LINKS)
}
