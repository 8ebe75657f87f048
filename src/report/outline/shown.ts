import type { Component } from '../../core/manifest/manifest.ts'
import type { Evidence, Finding } from '../../core/verdict/finding.ts'
import { code, count, say, type Sentence } from '../sentence.ts'

/** Something that speaks for a component, and where it was first seen. */
export type Shown = { readonly said: Sentence; readonly seen: Evidence | null }

/** What a met finding has to show of a component, which a reviewer would look up first. */
export const shownOf = ({ outcome, reason, evidence }: Finding, component: Component | null): readonly Shown[] => {
  if (outcome !== 'met') return []
  // Several userspaces are judged together, and each shows its own use.
  const own = evidence.find(({ repository }) => repository === component?.repository) ?? null
  if (reason.rule === 'uapi' && reason.code === 'used') return own === null ? [] : [{ said: say``, seen: own }]
  if (reason.rule === 'target' && reason.code === 'named')
    return [
      {
        said: say`${count(reason.files, 'file')} ${reason.files === 1 ? say`names` : say`name`} ${code(reason.target)}`,
        seen: null,
      },
    ]
  if (reason.rule === 'source' && reason.code === 'there' && reason.files > 0)
    return [{ said: say`${count(reason.files, 'source file')}, no prebuilt code, no closed library found`, seen: null }]
  return []
}
