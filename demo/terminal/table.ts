import { style } from './style.ts'
import { widthOf } from './width.ts'
import { wrap } from './wrap.ts'

const GAP = '  '

/** A table in columns, or, where that is too wide, each row as its first cell and what the others say. */
export const table = ([head = [], ...rows]: readonly (readonly string[])[], width: number): string[] => {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((cells) => widthOf(cells[column] ?? ''))))
  const total = widths.reduce((sum, each) => sum + each + GAP.length, -GAP.length)
  if (total > width) return rows.flatMap((cells) => record(head, cells, width))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join(GAP)
      .trimEnd()
  return [line(head.map((cell) => style('dim', cell))), ...rows.map(line)]
}

const record = (head: readonly string[], [first = '', ...cells]: readonly string[], width: number): string[] =>
  wrap(
    `${first}: ${cells
      .map((cell, index) => (cell === '' ? '' : `${style('dim', head[index + 1] ?? '')} ${cell}`))
      .filter((cell) => cell !== '')
      .join(', ')}`,
    width,
    GAP,
  )
