import type { Placed } from './explain.ts'

/**
 * The id of a text that several share: the one that the file's name says, then the one that a notice beside it says,
 * then the first: a bare GNU text is `-only`.
 */
export const chooseId = (part: Placed, all: readonly Placed[], name: string | undefined): string => {
  const { ids } = part.template
  const first = ids[0] ?? ''
  if (ids.length === 1) return first
  const named = idInName(name)
  if (named !== null && ids.includes(named)) return named
  const notice = all.find(({ template }) => template.kind === 'notice' && ids.includes(template.ids[0] ?? ''))
  return notice?.template.ids[0] ?? first
}

/** Whether the file's name decides between ids of the same text. */
export const namedId = (name: string | undefined, all: readonly Placed[]): boolean => {
  const named = idInName(name)
  return named !== null && all.some(({ template }) => template.ids.length > 1 && template.ids.includes(named))
}

const idInName = (name: string | undefined): string | null =>
  name === undefined
    ? null
    : (/(?:^|\/|\.)([A-Za-z][\w-]*(?:\.\d[\w-]*)*?)(?:\.(?:txt|md|rst))?$/.exec(name.slice(-200))?.[1] ?? null)
