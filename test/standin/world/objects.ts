import { createHash } from 'node:crypto'

/** The file modes that git knows. */
export type Mode = '100644' | '100755' | '120000' | '160000' | '040000'

/** One name in a tree. */
type TreeItem = { name: string; mode: Mode; sha: string }

/** Who wrote or committed, and when. */
export type Signature = { name: string; email: string; date: Date }

type Blob = { type: 'blob'; sha: string; bytes: Buffer }
export type Tree = { type: 'tree'; sha: string; items: ReadonlyMap<string, TreeItem> }
export type Commit = {
  type: 'commit'
  sha: string
  tree: string
  parents: string[]
  author: Signature
  committer: Signature
  message: string
  /** The place in the order of writing, which breaks ties between equal dates. */
  order: number
}
export type Tag = {
  type: 'tag'
  sha: string
  target: string
  targetType: GitObject['type']
  name: string
  tagger: Signature
  message: string
}
export type GitObject = Blob | Tree | Commit | Tag

/** Git's objects, named by their true SHA-1. A repository and its forks share one store, as they do at GitHub. */
export type ObjectStore = {
  blob(content: string | Buffer): string
  tree(items: Iterable<TreeItem>): string
  commit(commit: Omit<Commit, 'type' | 'sha' | 'order'>): string
  tag(tag: Omit<Tag, 'type' | 'sha' | 'targetType'>): string
  get(sha: string): GitObject | undefined
  /** The one object whose name begins so, or undefined where none or several do. */
  abbreviated(prefix: string): GitObject | undefined
  /** What was worked out about objects; they never change, so neither does it. */
  memo<T>(key: string, make: () => T): T
}

/** The object's type that a mode stands for. */
export const typeOfMode = (mode: Mode): 'blob' | 'tree' | 'commit' =>
  mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob'

const nameOf = (type: GitObject['type'], content: Buffer): string =>
  createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex')

// Git sorts a directory as if its name ended in a slash.
const sortKey = (item: TreeItem): Buffer => Buffer.from(item.mode === '040000' ? `${item.name}/` : item.name)

const encodeTree = (items: TreeItem[]): Buffer =>
  Buffer.concat(
    items.flatMap((item) => [
      Buffer.from(`${item.mode.replace(/^0/, '')} ${item.name}\0`),
      Buffer.from(item.sha, 'hex'),
    ]),
  )

const encodeSignature = ({ name, email, date }: Signature): string =>
  `${name} <${email}> ${Math.floor(date.getTime() / 1_000)} +0000`

const memoLimit = 5_000

/** Opens an empty store. */
export const createObjectStore = (): ObjectStore => {
  const objects = new Map<string, GitObject>()
  const memos = new Map<string, unknown>()
  let order = 0
  const keep = (object: GitObject): string => {
    if (!objects.has(object.sha)) objects.set(object.sha, object)
    return object.sha
  }
  return {
    blob(content) {
      const bytes = Buffer.from(content)
      return keep({ type: 'blob', sha: nameOf('blob', bytes), bytes })
    },
    tree(items) {
      const sorted = [...items].sort((a, b) => Buffer.compare(sortKey(a), sortKey(b)))
      const sha = nameOf('tree', encodeTree(sorted))
      return keep({ type: 'tree', sha, items: new Map(sorted.map((item) => [item.name, item])) })
    },
    commit(commit) {
      const lines = [
        `tree ${commit.tree}`,
        ...commit.parents.map((parent) => `parent ${parent}`),
        `author ${encodeSignature(commit.author)}`,
        `committer ${encodeSignature(commit.committer)}`,
        '',
        commit.message,
      ]
      const sha = nameOf('commit', Buffer.from(lines.join('\n')))
      return keep({ type: 'commit', sha, order: order++, ...commit })
    },
    tag(tag) {
      const targetType = objects.get(tag.target)?.type ?? 'commit'
      const lines = [
        `object ${tag.target}`,
        `type ${targetType}`,
        `tag ${tag.name}`,
        `tagger ${encodeSignature(tag.tagger)}`,
        '',
        tag.message,
      ]
      return keep({ type: 'tag', sha: nameOf('tag', Buffer.from(lines.join('\n'))), targetType, ...tag })
    },
    get: (sha) => objects.get(sha),
    abbreviated(prefix) {
      const found = [...objects.keys()].filter((sha) => sha.startsWith(prefix))
      return found.length === 1 ? objects.get(found[0] ?? '') : undefined
    },
    memo<T>(key: string, make: () => T): T {
      const known = memos.has(key) ? memos.get(key) : make()
      // The least used goes first.
      memos.delete(key)
      memos.set(key, known)
      if (memos.size > memoLimit) memos.delete(memos.keys().next().value ?? '')
      return known as T
    },
  }
}

/** The commit of that name; the world is broken where there is none. */
export const commitOf = (store: ObjectStore, sha: string): Commit => {
  const object = store.get(sha)
  if (object?.type !== 'commit') throw new Error(`${sha} is no commit in this world`)
  return object
}

/** The tree of that name; the world is broken where there is none. */
export const treeOf = (store: ObjectStore, sha: string): Tree => {
  const object = store.get(sha)
  if (object?.type !== 'tree') throw new Error(`${sha} is no tree in this world`)
  return object
}

/** A blob's bytes; nothing where it's no blob. */
export const bytesOf = (store: ObjectStore, sha: string | undefined): Buffer => {
  const object = sha === undefined ? undefined : store.get(sha)
  return object?.type === 'blob' ? object.bytes : Buffer.alloc(0)
}

/** Follows tags to what they mark. */
export const peel = (store: ObjectStore, sha: string): GitObject | undefined => {
  let object = store.get(sha)
  while (object?.type === 'tag') object = store.get(object.target)
  return object
}

/** Git's own test: a NUL among the first 8,000 bytes. */
export const isBinary = (bytes: Buffer): boolean => bytes.subarray(0, 8_000).includes(0)
