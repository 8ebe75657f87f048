import type { Partial, SnapshotFacts } from '../core/evidence/snapshot-facts.ts'
import type { Listing } from '../forges/snapshot-source.ts'
import { BoundReached } from './bounds.ts'
import type { Questions } from './inspector.ts'
import { createInspectors } from './inspectors.ts'
import { createSink, NO_BYTES, type Sink } from './sink.ts'
import { createTree } from './tree.ts'

export type ScanOptions = {
  /** Reads the snapshot into the sink; rejects with `BoundReached` where it must end early. */
  readonly read: (sink: Sink) => Promise<void>
  /** What the commit's tree holds; null where what is read is itself the tree. */
  readonly listing: Listing | null
  /** Address of the repository; null where it has none. */
  readonly base: string | null
  /** Whether what is read is a tree of git, and so tells of its submodules itself. */
  readonly isTree?: boolean
  readonly questions: readonly Questions[]
  /** Milliseconds from now. */
  readonly time: number
}

/** Lets all inspectors see a snapshot in one pass. Gives the facts for each of the questions, in their order. */
export const scanSnapshot = async ({
  read,
  listing,
  base,
  isTree = false,
  questions,
  time,
}: ScanOptions): Promise<readonly SnapshotFacts[]> => {
  const tree = createTree(listing, base, isTree)
  const asked = questions.map((each) => ({ paths: each.paths, inspectors: createInspectors(each) }))
  const sink = createSink([tree, ...asked.flatMap(({ inspectors }) => inspectors.all)])
  const end = performance.now() + time
  const ask: Sink['ask'] = (entry) => {
    if (performance.now() > end) throw new BoundReached('time', 'more time than it may take')
    return sink.ask(entry)
  }
  const ended = await untilBound(read({ ...sink, ask }))
  for (const entry of tree.submodules()) sink.see(sink.ask(entry), NO_BYTES)
  const { submodules, withheld } = tree.facts()
  const cut: Partial | null = listing?.isTruncated === true ? UNLISTED : null
  return asked.map(({ paths, inspectors }) => ({
    ...inspectors.facts(),
    partial: ended ?? cut,
    // What lies beyond a bound is not withheld.
    withheld: ended === null ? withheld(paths) : { count: 0, files: [] },
    submodules: submodules(paths),
  }))
}

const UNLISTED: Partial = { bound: 'listing', detail: 'more files than can be listed' }

const untilBound = async (reading: Promise<void>): Promise<Partial | null> => {
  try {
    await reading
    return null
  } catch (error) {
    if (error instanceof BoundReached) return { bound: error.bound, detail: error.message }
    throw error
  }
}
