import type { Answer, Judged } from '../source.ts'

/** What the repository is by its own word and by its root. Whether it is kept is asked by `alive`. */
export const judgeShape = ({ component, facts: { shape } }: Judged): readonly Answer[] => {
  const { manifestOnly: list, says } = shape
  // A driver's own repository may have its userspace at a path.
  const counts = component.paths.length === 0 ? (['kernel-side', 'needs-closed'] as const) : (['needs-closed'] as const)
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
    ...counts.flatMap((what): readonly Answer[] => {
      const line = says.find((each) => each.what === what)
      return line === undefined ? [] : [{ outcome: 'review', reason: { code: 'says', what, line }, seen: [line] }]
    }),
  ]
}
