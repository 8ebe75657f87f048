import type { ReadableRepository } from '../case.ts'
import type { Contents } from '../contents.ts'
import type { Evidence } from '../verdict/finding.ts'

/** The commit that a component was judged at. */
export const commitEvidence = ({ url, ref }: ReadableRepository, text = ref?.name ?? ''): Evidence => ({
  repository: url,
  commit: ref?.commit ?? null,
  path: null,
  line: null,
  text,
})

/** A line, or with none a file as a whole, of contents that were read. */
export const lineEvidence = (
  { path, line, text }: Pick<Evidence, 'path' | 'line' | 'text'>,
  { repository, commit }: Contents,
): Evidence => ({ repository, commit, path, line, text })
