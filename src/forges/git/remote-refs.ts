/** What `ls-remote --symref` told of a repository. */
export type RemoteRefs = {
  /** The branch that HEAD names; null where HEAD is detached, or the server doesn't tell. */
  readonly headBranch: string | null
  readonly head: string | null
  /** Commit or tag object of each ref by its whole name; of annotated tags, the commit too, as `<name>^{}`. */
  readonly refs: ReadonlyMap<string, string>
}

const LINE = /^(?:ref: (?<symref>refs\/\S+)|(?<id>[0-9a-f]{40}(?:[0-9a-f]{24})?))\t(?<name>\S+)$/

export const parseRemoteRefs = (out: string): RemoteRefs => {
  const refs = new Map<string, string>()
  let headBranch: string | null = null
  for (const line of out.split('\n')) {
    const { symref, id, name } = LINE.exec(line)?.groups ?? {}
    if (name === undefined) continue
    if (symref !== undefined && name === 'HEAD' && symref.startsWith(HEADS)) headBranch = symref.slice(HEADS.length)
    if (id !== undefined) refs.set(name, id)
  }
  const head = refs.get('HEAD') ?? null
  refs.delete('HEAD')
  return { headBranch: headBranch ?? branchOf(head, refs), head, refs }
}

export const HEADS = 'refs/heads/'
export const TAGS = 'refs/tags/'

/** A dumb server tells HEAD's commit alone. */
const branchOf = (head: string | null, refs: ReadonlyMap<string, string>): string | null => {
  const branches = [...refs].filter(([name, id]) => id === head && name.startsWith(HEADS)).map(([name]) => name)
  const name = USUAL.map((each) => HEADS + each).find((each) => branches.includes(each)) ?? branches[0]
  return name?.slice(HEADS.length) ?? null
}

const USUAL = ['main', 'master']
