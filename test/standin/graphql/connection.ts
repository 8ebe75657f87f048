/** The arguments of every connection. */
export type Page = {
  first?: number | null
  last?: number | null
  after?: string | null
  before?: string | null
}

const cursorOf = (index: number): string => Buffer.from(`cursor:v2:${index + 1}`).toString('base64')

const indexOf = (cursor: string): number =>
  Number(Buffer.from(cursor, 'base64').toString().replace('cursor:v2:', '')) - 1

/** The part of a list that was asked for. Nodes are only made for that part. */
export const connection = <T>(
  type: string,
  items: readonly T[],
  page: Page,
  node: (item: T) => unknown,
  more: Record<string, unknown> = {},
): Record<string, unknown> => {
  let from = typeof page.after === 'string' ? indexOf(page.after) + 1 : 0
  let to = typeof page.before === 'string' ? indexOf(page.before) : items.length
  if (typeof page.first === 'number') to = Math.min(to, from + page.first)
  else if (typeof page.last === 'number') from = Math.max(from, to - page.last)
  const shown = items.slice(from, to)
  const nodes = () => shown.map(node)
  return {
    __typename: `${type}Connection`,
    totalCount: items.length,
    nodes,
    edges: () =>
      nodes().map((value, index) => ({ __typename: `${type}Edge`, cursor: cursorOf(from + index), node: value })),
    pageInfo: {
      __typename: 'PageInfo',
      startCursor: shown.length > 0 ? cursorOf(from) : null,
      endCursor: shown.length > 0 ? cursorOf(from + shown.length - 1) : null,
      hasNextPage: to < items.length,
      hasPreviousPage: from > 0,
    },
    ...more,
  }
}
