import { expect, test } from 'vitest'
import type { ListedEntry, Listing } from '../forges/snapshot-source.ts'
import { BoundReached, DEFAULT_BOUNDS } from './bounds.ts'
import { readGitmodules, resolveSubmodule } from './gitmodules.ts'
import type { Entry } from './inspector.ts'
import { readArchive } from './read-archive.ts'
import { scanSnapshot } from './scan.ts'
import type { Sink } from './sink.ts'
import { archiveOf, inPieces } from './snapshot.fixture.ts'

const BASE = 'https://github.com/example/npu-umd'

const scan = async (
  files: Readonly<Record<string, string>>,
  listing: Listing | null,
  paths: readonly (readonly string[])[] = [[]],
) => {
  const archive = await archiveOf(Object.entries(files).map(([path, text]) => ({ name: `r/${path}`, text })))
  return scanSnapshot({
    read: (sink) => readArchive(inPieces(archive), sink, DEFAULT_BOUNDS),
    listing,
    base: BASE,
    questions: paths.map((each) => ({ paths: each, names: [], targets: [], files: [] })),
    time: 60_000,
  })
}

const listed = (...entries: readonly (string | readonly [string, ListedEntry['kind']])[]): Listing => ({
  entries: entries.map((entry) => {
    const [path, kind] = typeof entry === 'string' ? ([entry, 'file'] as const) : entry
    return { path, kind, isExecutable: false, bytes: 1 }
  }),
  isTruncated: false,
})

test('what an archive lacks against the listing is named, the most telling first, at the paths and above them', async () => {
  const listing = listed(
    'LICENSE',
    'EULA.txt',
    '.gitattributes',
    'src/a.c',
    'src/b.c',
    'src/lib/libnpu.so.1',
    'other/c.c',
    ['src/link', 'link'],
  )
  const [whole, src] = await scan({ LICENSE: 'x', 'src/a.c': 'x' }, listing, [[], ['src']])
  expect(whole?.withheld).toEqual({
    count: 6,
    files: [
      { path: 'EULA.txt', kind: 'license' },
      { path: 'src/lib/libnpu.so.1', kind: 'library' },
      { path: 'other/c.c', kind: 'source' },
      { path: 'src/b.c', kind: 'source' },
      { path: '.gitattributes', kind: 'other' },
      { path: 'src/link', kind: 'other' },
    ],
  })
  expect(src?.withheld).toMatchObject({ count: 4, files: [{ path: 'EULA.txt' }, {}, { path: 'src/b.c' }, {}] })
})

test('submodules come from the listing, with their addresses from .gitmodules', async () => {
  const modules = [
    '[submodule "one"]\n\tpath = third_party/one\n\turl = https://github.com/other/one.git',
    '[submodule "two"]\n\turl = "../two" ; beside\n\tpath = src/two\n',
    '[submodule "gone"]\n\tpath = gone\n\turl = ./below\n\tbranch = main\n',
  ].join('\n')
  const listing = listed(
    '.gitmodules',
    ['third_party/one', 'submodule'],
    ['src/two', 'submodule'],
    ['bare', 'submodule'],
  )
  const [facts] = await scan({ '.gitmodules': modules }, listing, [['src']])
  expect(facts?.submodules).toEqual([
    { path: 'bare', url: null, within: false },
    { path: 'src/two', url: 'https://github.com/example/two', within: true },
    { path: 'third_party/one', url: 'https://github.com/other/one.git', within: false },
  ])
  expect(facts?.withheld.count).toBe(0)
})

test.each([
  ['../two', BASE, 'https://github.com/example/two'],
  ['../../other/two.git', BASE, 'https://github.com/other/two.git'],
  ['../../../../x', BASE, null],
  ['../two', null, null],
  ['', BASE, null],
  ['git@github.com:other/two.git', BASE, 'git@github.com:other/two.git'],
])('the address %j of a submodule of %j is %j', (written, base, resolved) => {
  expect(resolveSubmodule(written, base)).toBe(resolved)
})

test('.gitmodules that make no sense say nothing', () => {
  expect(readGitmodules('path = a\nurl = b\n[x]\nurl = c\n[y]\npath = d\n').size).toBe(1)
  expect(readGitmodules('[submodule "x"\n\0\npath\nurl =\n'.repeat(1000)).size).toBe(0)
})

const scanWith = (read: (sink: Sink) => Promise<void>, listing: Listing | null = null, time = 60_000) =>
  scanSnapshot({ read, listing, base: null, questions: [{ paths: [], names: [], targets: [], files: [] }], time })

const entry = (path: string): Entry => ({ path, kind: 'file', isExecutable: false, bytes: 0, target: null })

test('past a bound the facts are partial, and nothing beyond it counts as withheld', async () => {
  const read = (sink: Sink) => {
    sink.see(sink.ask(entry('a.c')), Buffer.alloc(0))
    return Promise.reject(new BoundReached('entries', 'more than 1 entries'))
  }
  const [facts] = await scanWith(read, listed('a.c', 'b.c'))
  expect(facts).toMatchObject({ partial: { bound: 'entries', detail: 'more than 1 entries' }, withheld: { count: 0 } })
})

test('a listing that is cut short makes them partial too', async () => {
  const [facts] = await scanWith(() => Promise.resolve(), { entries: [], isTruncated: true })
  expect(facts?.partial).toMatchObject({ bound: 'listing' })
})

test('time is a bound', async () => {
  const [facts] = await scanWith(
    async (sink) => {
      for (;;) {
        await new Promise(setImmediate)
        sink.see(sink.ask(entry('a.c')), Buffer.alloc(0))
      }
    },
    null,
    1,
  )
  expect(facts?.partial).toMatchObject({ bound: 'time' })
})
