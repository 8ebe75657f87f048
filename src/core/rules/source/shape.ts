import type { Shape } from '../../evidence/shape.ts'
import { declared } from '../declared.ts'
import type { Answer, Judged } from '../source.ts'

/** What the repository is by its own word and by its root. */
export const judgeShape = (judged: Judged): readonly Answer[] => {
  const { shape } = judged.facts
  const { manifestOnly: list } = shape
  const says = shape.says.filter(
    (each, at, all) => counts(each, judged) && all.findIndex(({ what }) => what === each.what) === at,
  )
  return [
    ...(list === null
      ? []
      : [
          {
            outcome: 'review',
            reason: { code: 'list-only', list },
            seen: [{ path: list, line: null, text: '' }],
          } as const,
        ]),
    ...says.map((line): Answer => ({
      outcome: 'review',
      reason: { code: 'says', what: line.what, line },
      seen: [line],
    })),
    ...(shape.testSuite !== null && isOnlyUserspace(judged)
      ? [{ outcome: 'review', reason: { code: 'test-suite', suite: shape.testSuite }, seen: [] } as const]
      : []),
  ]
}

const counts = ({ what }: Shape['says'][number], { component }: Judged): boolean => {
  switch (what) {
    case 'unkept':
      // `alive` asks that of the forge, and old code is code.
      return false
    case 'kernel-side':
      // A driver's own repository may have its userspace at a path.
      return component.paths.length === 0
    case 'moved':
    case 'mirror':
    case 'needs-closed':
      return true
  }
}

const isOnlyUserspace = ({ context, component }: Judged): boolean =>
  component.role === 'userspace' && declared(context).filter(({ role }) => role === 'userspace').length === 1
