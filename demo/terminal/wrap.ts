import { widthOf } from './width.ts'

/** Lines of at most `width` columns where the words allow; all but the first begin with `hang`. */
export const wrap = (text: string, width: number, hang = ''): string[] =>
  text.split('\n').flatMap((paragraph, index) => {
    const lines: string[] = []
    let line = index === 0 ? '' : hang
    let empty = true
    for (const word of paragraph.split(' ')) {
      if (!empty && widthOf(line) + 1 + widthOf(word) > width) {
        lines.push(line)
        line = hang + word
      } else line += empty ? word : ` ${word}`
      empty = false
    }
    return [...lines, line]
  })
