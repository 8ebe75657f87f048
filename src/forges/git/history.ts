import type { Answer } from '../answer.ts'
import type { Tellable } from '../../core/case.ts'
import type { Clone } from './clone.ts'
import type { Remote } from './hardening.ts'
import { HEADS, TAGS } from './remote-refs.ts'

/** Generations that are fetched of a history, and commits that are told of it. */
const DEPTH = 50
const MOST = 100
/** Clocks of those who commit differ. */
const SKEW_S = 86_400

/**
 * Whether a branch or tag has the commit in its history: it is the tip of one, or in what is fetched of the default branch
 * and the named one since it was made. A server that keeps many repositories in one place hands out commits of the others,
 * so that of what is there and is on neither, nothing can be told.
 */
export const holds = async (
  clone: Clone,
  remote: Remote,
  { commit, ref }: { readonly commit: string; readonly ref: string | null },
  signal: AbortSignal,
): Promise<Answer<Tellable<boolean>>> => {
  const listed = await clone.refs(remote, [], signal)
  if (!listed.ok) return listed
  const { head, refs } = listed.value
  const own = [...refs].filter(([name]) => name.startsWith(HEADS) || name.startsWith(TAGS))
  if (commit === head || own.some(([, id]) => id === commit)) return told(true)
  if (remote.isDumb) return told('not-tellable')
  const there = await clone.fetchHistory(remote, [commit], '--depth=1', signal)
  if (!there.ok) return there.failure.kind === 'missing' ? told(false) : there
  const made = await clone.local(['log', '-1', '--format=%ct', commit], signal)
  if (!made.ok) return made
  const named = ref === null ? undefined : (refs.get(HEADS + ref) ?? refs.get(`${TAGS}${ref}^{}`))
  const tips = [...new Set([head, named])].filter((tip) => typeof tip === 'string')
  const since = `--shallow-since=${Number(made.value.toString('utf8')) - SKEW_S}`
  for (const tip of tips) {
    const fetched = await clone.fetchHistory(remote, [tip], since, signal)
    // Nothing of that branch is as young, or it is more than is fetched: another one may have it.
    if (!fetched.ok) continue
    const history = await clone.local(['rev-list', tip], signal)
    if (history.ok && history.value.toString('latin1').split('\n').includes(commit)) return told(true)
  }
  return told('not-tellable')
}

const told = <T>(value: T): Answer<T> => ({ ok: true, value })

export const history = async (
  clone: Clone,
  remote: Remote,
  commit: string,
  signal: AbortSignal,
): Promise<Answer<readonly string[]>> => {
  // A dumb server hands out all of it, or nothing.
  if (remote.isDumb) return told([commit])
  const fetched = await clone.fetchHistory(remote, [commit], `--depth=${DEPTH}`, signal)
  if (!fetched.ok) return fetched
  const listed = await clone.local(['rev-list', `--max-count=${MOST}`, commit], signal)
  return listed.ok ? told(listed.value.toString('latin1').trim().split('\n')) : listed
}
