import type { TemplateKind } from './license-index.ts'

/** A licence, exception or notice of a text, with what stands between it and the one before. */
export type Part = {
  readonly id: string
  readonly kind: TemplateKind
  /** The text before it offers it as a choice beside the one before. */
  readonly orBefore: boolean
}

/** Joins what a text holds: exceptions to the licence beside them, the rest by AND, or by OR where the text says so. */
export const joinParts = (parts: readonly Part[]): string | null => {
  const licenses: { id: string; exceptions: string[]; orBefore: boolean }[] = []
  const waiting: string[] = []
  for (const part of parts) {
    if (part.kind === 'exception') {
      const host = hostOf(part.id, licenses)
      if (host === undefined) waiting.push(part.id)
      else if (!host.exceptions.includes(part.id)) host.exceptions.push(part.id)
      continue
    }
    licenses.push({ id: part.id, exceptions: waiting.splice(0), orBefore: part.orBefore })
  }
  if (licenses.length === 0) return null
  const groups: string[][] = []
  for (const { id, exceptions, orBefore } of licenses) {
    const leaf = [id, ...exceptions.slice(0, 1)].join(' WITH ')
    const last = groups.at(-1)
    if (orBefore && last !== undefined) {
      if (!last.includes(leaf)) last.push(leaf)
    } else if (!groups.some((group) => group.includes(leaf))) groups.push([leaf])
  }
  if (groups.length === 1) return (groups[0] ?? []).join(' OR ')
  return groups.map((group) => (group.length === 1 ? group[0] : `(${group.join(' OR ')})`)).join(' AND ')
}

/** The licence before an exception that it can belong to. */
const hostOf = <L extends { readonly id: string }>(exception: string, licenses: readonly L[]): L | undefined => {
  const family = exception.startsWith('LLVM')
    ? /^Apache/
    : /^(?:Linux|GCC|Classpath|Autoconf|Bison|Font|Libtool)/.test(exception)
      ? /GPL/
      : /./
  return licenses.findLast(({ id }) => family.test(id))
}
