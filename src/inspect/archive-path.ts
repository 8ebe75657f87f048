import { BrokenSnapshot } from './bounds.ts'

/**
 * Takes the one directory off that all names in a forge's archive begin with. Throws for names that no tree of git can
 * hold: an archive with such a name wasn't made by a forge.
 */
export const createRootStripper = (): ((name: string) => string) => {
  let root: string | null = null
  return (name) => {
    const at = name.indexOf('/')
    root ??= at < 0 ? name : name.slice(0, at)
    if (root === '' || root === '.' || root === '..') throw broken('an absolute name, or one that leads out of it')
    if (at !== root.length || !name.startsWith(root)) {
      if (name === root) return ''
      throw broken('names beside its one directory')
    }
    const path = name.slice(at + 1)
    if (UNSAFE.test(path)) throw broken('an absolute name, or one that leads out of it')
    return path
  }
}

/** A part that is empty, `.`, `..` or `.git`, or a zero byte. A directory's name ends in one slash. */
const UNSAFE = /(?:^|\/)(?:\.\.?|\.git)(?:\/|$)|\/\/|^\/|\0/i

const broken = (what: string): BrokenSnapshot => new BrokenSnapshot(`its archive holds ${what}`)
