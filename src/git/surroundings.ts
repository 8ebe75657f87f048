import type { LineKind } from '../core/change/change.ts'
import { isBuildPath, pathBuildsModule, textBuildsModule } from '../core/change/builds-module.ts'
import { bearsOnTheLine, isCopy } from '../core/change/kind.ts'
import { groupsIn } from '../core/change/line.ts'
import type { DirectoryUses, Surroundings, WantedSurroundings } from '../core/change/surroundings.ts'
import { isUapiText } from '../core/change/uapi-header.ts'
import type { LineConfig } from '../core/config.ts'
import type { Git } from './git.ts'

type Sides = {
  /** The commit that the change begins from. */
  readonly base: string
  /** A file's text as the change leaves it; null where there is none. */
  readonly readHead: (path: string) => Promise<string | null>
}

/** Reads what a repository holds around a change from its clone. */
export const localSurroundings = async (
  git: Git,
  { base, readHead }: Sides,
  wanted: WantedSurroundings,
  config: LineConfig,
): Promise<Surroundings> => {
  const headers = await Promise.all(
    wanted.headers.map(async (path) => ({ path, isUapi: isUapiText((await readHead(path)) ?? '') })),
  )
  const uses = await Promise.all(wanted.uses.map((each) => usesBelow(git, base, each, config)))
  const buildsModule = wanted.buildsModule ? await modulesIn(git, base) : null
  return { state: 'read', buildsModule, headers, uses }
}

/** Stands in every token of a group, so that the other files need not be read. */
const HINTS: Readonly<Record<string, string>> = {
  'dma-buf': 'dma[-_]\\(buf\\|fence\\|resv\\)\\|DMA_BUF\\|DMA_SHARED_BUFFER\\|dmabuf\\|prime',
  p2pdma: 'p2p\\|P2P',
  drm: 'drm\\|DRM\\|accel_open',
}
/** Where so many files hold a hint and none of them a token, nobody looks any further: the driver begins. */
const MOST_FILES = 200

const usesBelow = async (
  git: Git,
  base: string,
  { directory, kinds }: DirectoryUses,
  config: LineConfig,
): Promise<DirectoryUses> => {
  const found = new Set<LineKind>()
  for (const kind of kinds) {
    if (found.has(kind)) continue
    const listed = await git('grep', '-I', '-l', '-z', '-e', HINTS[kind] ?? kind, base, '--', below(directory))
    const paths = listed.ok ? listed.out.split('\0').map((name) => name.slice(base.length + 1)) : []
    for (const path of paths.filter((each) => bearsOnTheLine(each) && !isCopy(each)).slice(0, MOST_FILES)) {
      const shown = await git('show', `${base}:${path}`)
      if (shown.ok) for (const group of groupsIn(path, shown.out, config)) found.add(group)
      if (found.has(kind)) break
    }
  }
  return { directory, kinds: [...found] }
}

const below = (directory: string): string => (directory === '' ? ':(top)' : `:(top,literal)${directory}`)

/** What builds no module at the base builds none after a change that adds only uAPI. null where no build file tells. */
const modulesIn = async (git: Git, base: string): Promise<boolean | null> => {
  const listed = await git('ls-tree', '-r', '--full-tree', '--name-only', '-z', base)
  const files = listed.ok ? listed.out.split('\0') : []
  if (files.some((path) => pathBuildsModule(path) === 'yes')) return true
  if (!files.some(isBuildPath)) return null
  const matched = await git(
    'grep',
    '-I',
    '-l',
    '-z',
    '-E',
    '-e',
    'obj-m|obj-\\$\\(|MODULE_LICENSE',
    base,
    '--',
    ':(top)',
  )
  const paths = matched.ok ? matched.out.split('\0').map((name) => name.slice(base.length + 1)) : []
  for (const path of paths.filter((each) => each !== '' && !isCopy(each)).slice(0, MOST_FILES)) {
    const shown = await git('show', `${base}:${path}`)
    if (shown.ok && textBuildsModule(shown.out)) return true
  }
  return false
}
