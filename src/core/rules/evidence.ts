import type { ReadableRepository } from '../case.ts'
import type { Evidence } from '../verdict/finding.ts'

/** The commit that a component was judged at. */
export const commitEvidence = ({ url, ref }: ReadableRepository, text = ref?.name ?? ''): Evidence => ({
  repository: url,
  commit: ref?.commit ?? null,
  path: null,
  line: null,
  text,
})
