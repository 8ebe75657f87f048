import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type GlobKind, makeReach, type Reach } from './glob.ts'

const reach = (glob: string, path: string, kind: GlobKind): Reach => makeReach(100)(glob, path, kind)

describe('makeReach', () => {
  it.each<[string, string, GlobKind, Reach]>([
    ['*', '', 'any', 'all'],
    ['*', 'src', 'any', 'all'],
    ['*', 'src/a/b.c', 'any', 'all'],
    ['src/*', 'src', 'any', 'all'],
    ['src/*', 'src/a', 'any', 'all'],
    ['src/*', 'srcs', 'any', 'none'],
    ['src/*', '', 'any', 'some'],
    ['src/*.c', 'src', 'any', 'some'],
    ['src/*.c', 'src/a.c', 'any', 'all'],
    ['src/*.c', 'lib', 'any', 'none'],
    ['src/?.c', 'src/a.c', 'any', 'all'],
    ['**', 'src', 'name', 'all'],
    ['*', 'src', 'name', 'all'],
    ['*', 'src/a', 'name', 'none'],
    ['src/*', 'src', 'name', 'some'],
    ['src/*', 'src/a/b', 'name', 'none'],
    ['src/**', 'src', 'name', 'all'],
    ['src/**/*.c', 'src/a', 'name', 'some'],
    ['src/?.c', 'src/a.c', 'name', 'none'],
    ['a\\*', 'a*', 'name', 'all'],
    ['a\\*', 'ab', 'name', 'none'],
    ['fw/a.bin', 'fw', 'itself', 'some'],
    ['fw/a.bin', 'fw/a.bin', 'itself', 'all'],
    ['fw/a*.bin', 'fw/ab.bin', 'itself', 'none'],
    ['fw/', 'fw/a', 'itself', 'all'],
    ['fw/**', 'fw/a', 'itself', 'all'],
    ['./src/*', 'src', 'any', 'all'],
    ['', 'src', 'any', 'none'],
  ])('%j of %j (%s) is %s', (glob, path, kind, expected) => {
    expect(reach(glob, path, kind)).toBe(expected)
  })

  it('says some, which then counts, for more globs than it looks at and for longer ones', () => {
    const reachOf = makeReach(1)
    expect(reachOf('a*', 'a', 'any')).toBe('all')
    expect(reachOf('a*', 'a', 'any')).toBe('some')
    expect(reach(`a*${'b'.repeat(300)}`, 'a', 'any')).toBe('some')
  })

  it('takes any glob and path', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom<GlobKind>('any', 'name', 'itself'), (glob, path, kind) => {
        expect(['all', 'some', 'none']).toContain(reach(glob, path, kind))
      }),
    )
  })

  it('matches what it says that it matches', () => {
    const names = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 6 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(names, names, (directory, rest) => {
        // A glob for all of a directory matches all of any path in it.
        expect(reach(`x${directory}/*`, `x${directory}/${rest}y`, 'any')).toBe('all')
      }),
    )
  })
})
