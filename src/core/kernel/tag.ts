/** The comment that a file's SPDX tag stands in, as Documentation/process/license-rules.rst has it for its kind. */
export type CommentStyle = { readonly open: string; readonly close: string }

const STYLES: readonly (readonly [name: RegExp, style: CommentStyle])[] = [
  [/\.(?:c|rs|dts|dtsi|dtso)$/, { open: '//', close: '' }],
  [/\.(?:h|S|s)$/, { open: '/*', close: ' */' }],
  [/\.rst$/, { open: '..', close: '' }],
  [/\.(?:sh|py|pl|awk|tc|yaml)$|^(?:Kconfig|Makefile|Kbuild)(?:[.\-_].*)?$/, { open: '#', close: '' }],
]

/** null for a file that needs no tag, as it holds no comment or no code. */
export const commentStyle = (path: string): CommentStyle | null =>
  STYLES.find(([name]) => name.test(path.slice(path.lastIndexOf('/') + 1)))?.[1] ?? null

/** The line to write, for a reader to copy. */
export const tagLine = ({ open, close }: CommentStyle, expression: string): string =>
  `${open} SPDX-License-Identifier: ${expression}${close}`

/** The tag of a file, where one is. */
export type Tag = {
  /** 1-based. */
  readonly line: number
  /** As written, what ends the comment left out. */
  readonly expression: string
  readonly text: string
  /** Whether it stands in the comment that is used for its kind of file. */
  readonly styled: boolean
}

const TAG = /^(?<open>.*?)\bSPDX-License-Identifier:[ \t]*(?<expression>.*)$/
const COMMENT = /^\s*(?:\/\/|\/\*|\*|#|\.\.|;|--|<!--|%)/
const COMMENT_END = /\s*(?:\*\/|-->)\s*$/

/** @param lines the first lines of the file; what is looked at beyond them is none of the top comment */
export const findTag = (lines: readonly string[], style: CommentStyle): Tag | null => {
  for (const [index, text] of lines.entries()) {
    const { open, expression } = TAG.exec(text)?.groups ?? {}
    if (open === undefined || expression === undefined || !COMMENT.test(open)) continue
    return {
      line: index + 1,
      expression: expression.replace(COMMENT_END, '').trim(),
      text: text.trim(),
      styled: open.trim() === style.open,
    }
  }
  return null
}

/** The first line that can hold a comment: the second behind the line that names a script's interpreter. */
export const firstPossibleLine = (lines: readonly string[]): 1 | 2 => (lines[0]?.startsWith('#!') === true ? 2 : 1)
