import type { Identify } from './trials.ts'
import { spdxIds, spdxText } from './texts.ts'

const wrap = (text: string, columns: number): string =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => {
      const lines: string[] = []
      let line = ''
      for (const word of paragraph.split(/\s+/).filter((part) => part !== '')) {
        if (line !== '' && line.length + word.length >= columns) {
          lines.push(line)
          line = word
        } else line = line === '' ? word : `${line} ${word}`
      }
      return [...lines, line].join('\n')
    })
    .join('\n\n')

const each = (text: string, prefix: string): string => text.replaceAll(/^/gm, prefix)

/** Ways in which the same licence is written down. */
export const DRESSES: Readonly<Record<string, (text: string, id: string) => string>> = {
  bare: (text) => text,
  crlf: (text) => text.replaceAll('\n', '\r\n'),
  wrapped: (text) => wrap(text, 60),
  block: (text) => `/*\n${each(text, ' * ')}\n */\n`,
  slashes: (text) => each(text, '// '),
  hash: (text) => each(text, '# '),
  markdown: (text, id) => `# ${id}\n\n${text.replaceAll('*', '-')}\n`,
  html: (text) =>
    `<html><body>${text
      .split(/\n\s*\n/)
      .map(
        (part) =>
          `<p>${part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}</p>`,
      )
      .join('\n')}</body></html>`,
  mark: (text) => `\uFEFF${text}`,
  quotes: (text) => text.replaceAll(/"([^"\n]*)"/g, '“$1”').replaceAll("'", '’'),
  copyright: (text) =>
    `Copyright (c) 2019-2024 Acme Widgets, Inc. and Jane Q. Doe <jane@example.org>\nAll rights reserved.\n\n${text}`,
  heading: (text, id) => `${id}\n\n${text}`,
}

export type Miss = { readonly id: string; readonly dress: string; readonly got: string; readonly tier: string }

/** The texts that aren't told as themselves. `same` tells whether an answer is the id or one with the same text. */
export const dressTrials = (
  identify: Identify,
  same: (id: string, found: readonly string[]) => boolean,
  dresses: readonly string[] = Object.keys(DRESSES),
): { readonly tried: number; readonly misses: readonly Miss[]; readonly dirty: readonly Miss[] } => {
  const misses: Miss[] = []
  const dirty: Miss[] = []
  let tried = 0
  for (const dress of dresses) {
    for (const id of spdxIds) {
      tried += 1
      const result = identify(DRESSES[dress]?.(spdxText(id), id) ?? '')
      const found = result.licenses.map((license) => license.id)
      const miss = {
        id,
        dress,
        got: `${result.expression ?? 'null'} (${result.reason}) ${found.join(' ')}`,
        tier: result.tier,
      }
      if (!same(id, result.expression === null ? found : [result.expression])) misses.push(miss)
      else if (result.tier !== 'clean') dirty.push(miss)
    }
  }
  return { tried, misses, dirty }
}
