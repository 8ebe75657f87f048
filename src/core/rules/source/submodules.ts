import { isKnownAddress } from '../../libraries.ts'
import { isAside } from '../../license/names.ts'
import { from, isWithin } from '../../license/paths.ts'
import type { Answer, Judged } from '../source.ts'
import { isDeclared } from './needs.ts'

/** Other repositories that the tree points into, of which a snapshot holds nothing. */
export const judgeSubmodules = ({ context, component, facts }: Judged): readonly Answer[] => {
  const undeclared = facts.submodules.filter(({ within, url, path }) => {
    if (!within || isForTests(path, component.paths) || isNoSoftware(path, url)) return false
    return url === null || !(isKnownAddress(url, context.config.libraries) || isDeclared(url, context))
  })
  if (undeclared.length === 0) return []
  return [
    {
      outcome: 'review',
      reason: { code: 'submodules', submodules: undeclared },
      seen: undeclared.map(({ path, url }) => ({ path, line: null, text: url ?? '' })),
    },
  ]
}

/** Pictures, pages and drawings of boards, by their place and by what their own repository is called. */
const isNoSoftware = (path: string, url: string | null): boolean =>
  NO_SOFTWARE.test(path) && NO_SOFTWARE.test((url ?? '').replace(/(?:\.git)?\/?$/, ''))

const NO_SOFTWARE = /(?:^|\/)(?:artwork|logos?|wiki|website|(?:[\w.]+-)*kicad(?:-[\w.]+)*)$/i

/** What tests and examples are built with; other people's code may be what the software itself is built with. */
const isForTests = (path: string, paths: readonly string[]): boolean => {
  const declared = paths.find((each) => isWithin(each, path)) ?? ''
  const inside = from(declared, path)
  return /(?:^|\/)(?:tests?|testing|examples?|samples?|benchmarks?|docs?)\//i.test(inside) && isAside(`${inside}/`)
}
