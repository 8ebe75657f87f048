import { from, isWithin } from '../core/license/paths.ts'

/**
 * A path as it is from the declared path that it lies within; null for what lies in none. A declared file lies within
 * itself, by its own name.
 */
export const insideOf = (paths: readonly string[]): ((path: string) => string | null) => {
  const declared = paths.map((path) => path.replace(/\/$/, ''))
  if (declared.length === 0 || declared.includes('')) return (path) => path
  return (path) => {
    const at = declared.find((each) => isWithin(each, path))
    if (at === undefined) return null
    return at === path ? path.slice(path.lastIndexOf('/') + 1) : from(at, path)
  }
}
