import { z } from 'zod'
import type { KnownLibraries } from '../core/config.ts'
import { plainName } from '../core/libraries.ts'
import { parseRepositoryUrl, type RepositoryUrl } from '../core/repository-url.ts'
import { checked } from '../core/yaml/checked.ts'

const repository = z.string().transform((text, context): RepositoryUrl => {
  const parsed = parseRepositoryUrl(text)
  if (parsed.ok) return parsed.url
  context.issues.push({ code: 'custom', input: text, message: parsed.message, params: { mend: parsed.mend } })
  return z.NEVER
})

/** A name, or with `*` at its end what names begin with. Shorter beginnings would take in half of all names. */
const names = checked((text) =>
  text.split(/\s+/).every((name) => /^[^*]+$/.test(name) || /^[^*]{3,}\*$/.test(name))
    ? null
    : { message: 'is no list of names', mend: 'Part them by spaces; `*` may end one of three letters or more.' },
)

export const librariesSchema = z.strictObject({
  libraries: z.array(
    z.strictObject({
      group: z.string().min(1),
      names: names.optional(),
      modules: names.optional(),
      repositories: z.array(repository).optional(),
      places: z.array(z.string().regex(/^https:\/\/[^/]+(?:\/[^/]+)*$/)).optional(),
      source: z.string().min(1),
    }),
  ),
})

export const toLibraries = (
  { libraries }: z.output<typeof librariesSchema>,
  debian: ReadonlySet<string>,
): KnownLibraries => {
  const written = libraries.flatMap((group) => group.names?.split(/\s+/) ?? [])
  return {
    names: new Set(written.filter((name) => !name.endsWith('*')).map(plainName)),
    debian,
    prefixes: written.filter((name) => name.endsWith('*')).map((name) => plainName(name.slice(0, -1))),
    modules: new Set(libraries.flatMap((group) => group.modules?.split(/\s+/) ?? []).filter((name) => name !== '')),
    repositories: libraries.flatMap((group) => group.repositories ?? []),
    places: libraries.flatMap((group) => group.places ?? []),
  }
}
