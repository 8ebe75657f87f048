/** A line of a patch, without its leading sign and without a carriage return at its end. */
export type PatchLine = {
  readonly kind: 'added' | 'removed' | 'context'
  /** 1-based: in the head's version for added and context lines, in the base's for removed ones. */
  readonly line: number
  readonly text: string
}

export type Hunk = {
  /** First line in the head's version; 0 where the hunk leaves nothing of the file. */
  readonly start: number
  /** What stands behind its header: the last line above that git takes for the beginning of a section. */
  readonly section: string
  readonly lines: readonly PatchLine[]
}

const HEADER = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@ ?(.*)/

/**
 * Reads unified hunks without a `---`/`+++` header, the form of GitHub's `patch`. null for anything else, and where a
 * hunk is shorter or longer than its header says: a patch that was cut must not pass for one that adds little.
 */
export const readPatch = (patch: string): readonly Hunk[] | null => {
  const texts = patch.split('\n')
  if (texts.at(-1) === '') texts.pop()
  const hunks: Hunk[] = []
  let next = 0
  while (next < texts.length) {
    const header = HEADER.exec(texts[next] ?? '')
    if (header === null) return null
    next++
    const [, baseStart = '0', baseCount = '1', headStart = '0', headCount = '1', section = ''] = header
    const lines: PatchLine[] = []
    let baseLine = Number(baseStart)
    let headLine = Number(headStart)
    const baseEnd = baseLine + Number(baseCount)
    const headEnd = headLine + Number(headCount)
    for (; baseLine < baseEnd || headLine < headEnd || isNoNewline(texts[next]); next++) {
      const raw = texts[next]
      if (raw === undefined) return null
      if (isNoNewline(raw)) continue
      const text = raw.slice(1).replace(/\r$/, '')
      if (raw.startsWith('+')) lines.push({ kind: 'added', line: headLine++, text })
      else if (raw.startsWith('-')) lines.push({ kind: 'removed', line: baseLine++, text })
      // Some tools drop the blank that marks an empty context line.
      else if (raw.startsWith(' ') || raw === '' || raw === '\r') {
        lines.push({ kind: 'context', line: headLine++, text })
        baseLine++
      } else return null
    }
    if (baseLine !== baseEnd || headLine !== headEnd) return null
    hunks.push({ start: Number(headStart), section, lines })
  }
  return hunks
}

/** `\ No newline at end of file`, in whatever language git speaks. */
const isNoNewline = (text: string | undefined): boolean => text?.startsWith('\\') === true
