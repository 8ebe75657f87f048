import { type Asked, isAddress, NOTHING_ASKED, quoted } from './asked.ts'

/** https://docs.zephyrproject.org/latest/develop/modules.html#modules-module-yml */
export const isZephyrModule = (path: string): boolean => /(?:^|\/)zephyr\/module\.ya?ml$/.test(path)

/** The binaries that a module of Zephyr has its users fetch: https://docs.zephyrproject.org/latest/contribute/bin_blobs.html */
export const readZephyrModule = (text: string): Asked => {
  const lines = text.split('\n')
  const from = lines.findIndex((line) => line.startsWith('blobs:'))
  if (from < 0) return NOTHING_ASKED
  const after = lines.findIndex((line, at) => at > from && /^[A-Za-z]/.test(line))
  const needs = lines.slice(from, after < 0 ? lines.length : after).flatMap((line, at) => {
    const address = /^[\s-]+url:\s*["']?([^\s"'#]+)/.exec(line)?.[1] ?? ''
    return isAddress(address)
      ? [{ name: address, how: 'download' as const, line: from + at + 1, text: quoted(line), isOptional: false }]
      : []
  })
  return { needs, defines: [], enters: [] }
}
