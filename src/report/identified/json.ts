import type { IdentifiedFile } from './identified-file.ts'
import type { Identified } from './schema.ts'

/** For programs. Values stand as they were read, for the reader to escape. */
export const jsonIdentified = (files: readonly IdentifiedFile[]): Identified =>
  files.map(({ file, identification, class: found }) => {
    const { expression, licenses, tier, inserted, deleted } = identification
    return {
      file,
      expression,
      licenses: licenses.map(({ id, from, to }) => ({ id, from, to })),
      class: found,
      tier,
      inserted: inserted.map(({ line, text }) => ({ line, text })),
      deleted: deleted.map(({ line, text }) => ({ line, text })),
    }
  })
