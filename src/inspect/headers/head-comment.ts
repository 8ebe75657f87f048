/** A line of the comment that a file begins with, without its comment marks. */
export type CommentLine = { readonly line: number; readonly text: string }

/** Longer comments are documents, and their licence stands at their beginning. */
const MOST_LINES = 160

/**
 * The comments that a source file begins with, in any language, up to its first line of code. Include guards, pragmas,
 * `#!` and the like stand before licences in many files, and are passed over. One pass, each line looked at once.
 */
export const headComment = (text: string): readonly CommentLine[] => {
  const found: CommentLine[] = []
  let block: string | null = null
  let number = 0
  for (let from = 0; from < text.length && found.length < MOST_LINES;) {
    const end = text.indexOf('\n', from)
    const line = text.slice(from, end < 0 ? text.length : end).trim()
    from = end < 0 ? text.length : end + 1
    number += 1
    if (block !== null) {
      const closed = line.indexOf(block)
      found.push({ line: number, text: unmarked(closed < 0 ? line : line.slice(0, closed)) })
      if (closed >= 0) block = null
      continue
    }
    if (line === '') {
      found.push({ line: number, text: '' })
      continue
    }
    const open = BLOCKS.find(([start]) => line.startsWith(start))
    if (open !== undefined) {
      const rest = line.slice(open[0].length)
      const closed = rest.indexOf(open[1])
      found.push({ line: number, text: unmarked(closed < 0 ? rest : rest.slice(0, closed)) })
      if (closed < 0) block = open[1]
      continue
    }
    if (LINE_COMMENT.test(line)) found.push({ line: number, text: unmarked(line) })
    else if (!PREAMBLE.test(line)) break
  }
  return found
}

const BLOCKS: readonly (readonly [string, string])[] = [
  ['/*', '*/'],
  ['"""', '"""'],
  ["'''", "'''"],
  ['r"""', '"""'],
  ['<!--', '-->'],
  ['(*', '*)'],
  ['{-', '-}'],
  ['--[[', ']]'],
  ['=begin', '=end'],
]

const LINE_COMMENT =
  /^(?:\/\/|#(?!\s{0,4}(?:if|ifdef|ifndef|define|include|pragma|undef|endif|else|import)\b)|--|;|%|!|dnl\b|rem\b|REM\b|\*)/

/** What may stand before a licence and is no code yet. */
const PREAMBLE =
  /^(?:#|@echo|<\?|package\b|use strict|["']use strict|extern "C"|module;|`timescale|`default_nettype|pragma\b|cmake_minimum_required)/

const unmarked = (line: string): string => line.replace(/^[\s/*#;%!>|-]{1,80}/, '').trimEnd()
