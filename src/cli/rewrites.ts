import type { ForgeConfig } from '../core/config.ts'
import { gitIn } from '../git/git.ts'

/** `url.<base>.insteadOf` of the user's own git configuration. */
export type Rewrite = { readonly base: string; readonly insteadOf: string }

/** Reads them as git does in this directory; none where there are none, or no git. */
export const readRewrites = async (directory: string): Promise<readonly Rewrite[]> => {
  const listed = await gitIn(directory)('config', '--null', '--get-regexp', String.raw`^url\..*\.insteadof$`)
  return listed.ok ? parseRewrites(listed.out) : []
}

export const parseRewrites = (out: string): readonly Rewrite[] =>
  out.split('\0').flatMap((record) => {
    const [, base, insteadOf] = /^url\.(.+)\.insteadof\n(.+)$/is.exec(record) ?? []
    return base === undefined || insteadOf === undefined ? [] : [{ base, insteadOf }]
  })

/**
 * Has plain git hosts asked where the user's own git would ask them, as behind an air gap. As in git, the longest match
 * holds. Forges with an API are left as they are: a mirror of their repositories has none.
 */
export const withRewrites = (forges: readonly ForgeConfig[], rewrites: readonly Rewrite[]): readonly ForgeConfig[] =>
  forges.map((forge) => {
    const address = `${forge.archive ?? `https://${forge.host}`}/`
    const [best] = rewrites
      .filter(({ base, insteadOf }) => /^https?:\/\//.test(base) && address.startsWith(insteadOf))
      .toSorted((a, b) => b.insteadOf.length - a.insteadOf.length)
    if (forge.kind !== 'git' || best === undefined) return forge
    const archive = (best.base + address.slice(best.insteadOf.length)).replace(/\/+$/, '')
    return URL.canParse(archive) ? { ...forge, archive, operator: forge.operator ?? { ca: null } } : forge
  })
