import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { BrokenSnapshot, DEFAULT_BOUNDS, type SnapshotBounds } from './bounds.ts'
import { readDirectory } from './read-directory.ts'
import { readGit } from './read-git.ts'
import { keepingSink } from './snapshot.fixture.ts'

const treeOf = (files: Readonly<Record<string, string | Buffer>>) => {
  const root = mkdtempSync(join(tmpdir(), 'open-userspace-read-git-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** A repository with these files and what `more` stages, in one commit. */
const repositoryOf = (
  files: Readonly<Record<string, string | Buffer>>,
  more: (git: (...args: readonly string[]) => string, root: string) => void = () => undefined,
) => {
  const root = treeOf(files)
  const git = (...args: readonly string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
  git('init', '--quiet')
  git('add', '--all')
  more(git, root)
  git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message=a')
  return { root, git, directory: join(root, '.git'), commit: git('rev-parse', 'HEAD') }
}

const read = async (
  at: { readonly directory: string; readonly commit: string },
  wants?: Parameters<typeof keepingSink>[0],
  bounds: Partial<SnapshotBounds> = {},
) => {
  const { sink, seen } = keepingSink(wants)
  await readGit(at, sink, { ...DEFAULT_BOUNDS, ...bounds })
  return seen
}

test('a commit is read from git as it is, whatever .gitattributes leaves out of an archive', async () => {
  const large = Buffer.alloc(3_000_000, 'x')
  const at = repositoryOf(
    { '.gitattributes': '* export-ignore\n', 'a.c': 'int a;\n', 'quo"te\n.c': 'q', 'ünï/large': large, empty: '' },
    (git, root) => {
      symlinkSync('../COPYING', join(root, 'LICENSE'))
      writeFileSync(join(root, 'run'), 'run', { mode: 0o755 })
      git('add', '--all')
      git('update-index', '--add', '--cacheinfo', `160000,${'c'.repeat(40)},third_party/sub`)
    },
  )
  const seen = await read(at, ({ bytes }) => Math.min(bytes, 10))
  expect(
    seen.map(({ entry, text }) => [entry.path, entry.kind, entry.isExecutable, entry.bytes, entry.target, text]),
  ).toEqual([
    ['.gitattributes', 'file', false, 16, null, '* export-i'],
    ['LICENSE', 'link', false, 0, '../COPYING', ''],
    ['a.c', 'file', false, 7, null, 'int a;\n'],
    ['empty', 'file', false, 0, null, ''],
    ['quo"te\n.c', 'file', false, 1, null, 'q'],
    ['run', 'file', true, 3, null, 'run'],
    ['third_party/sub', 'submodule', false, 0, null, ''],
    ['ünï/large', 'file', false, large.length, null, 'x'.repeat(10)],
  ])
})

test('many files come in their order, each with its own content', async () => {
  const files = Object.fromEntries(Array.from({ length: 700 }, (_, at) => [`d${at % 7}/${at}`, `${at}`.repeat(at)]))
  const seen = await read(repositoryOf(files))
  expect(Object.fromEntries(seen.map(({ entry, text }) => [entry.path, text]))).toEqual(files)
})

test('an object that is listed and isn’t there is an entry without content', async () => {
  const at = repositoryOf({ 'a.c': 'int a;\n', 'b.c': 'int b;\n', 'c.c': 'int c;\n' }, (_, root) => {
    symlinkSync('a.c', join(root, 'link'))
  })
  const object = at.git('rev-parse', 'HEAD:b.c')
  unlinkSync(join(at.directory, 'objects', object.slice(0, 2), object.slice(2)))
  expect((await read(at)).map(({ entry, text }) => [entry.path, text])).toEqual([
    ['a.c', 'int a;\n'],
    ['b.c', null],
    ['c.c', 'int c;\n'],
  ])
})

test('a tree that isn’t there, or no commit, is a broken snapshot', async () => {
  const at = repositoryOf({ 'src/a.c': 'int a;\n' })
  const object = at.git('rev-parse', 'HEAD:src')
  await expect(read({ ...at, commit: 'd'.repeat(40) })).rejects.toThrow(BrokenSnapshot)
  await expect(read({ ...at, commit: '--output=x' })).rejects.toThrow(BrokenSnapshot)
  await expect(read({ ...at, directory: join(at.root, 'nowhere') })).rejects.toThrow(BrokenSnapshot)
  unlinkSync(join(at.directory, 'objects', object.slice(0, 2), object.slice(2)))
  await expect(read(at)).rejects.toThrow(BrokenSnapshot)
})

test('nothing of the repository’s own configuration runs', async () => {
  const at = repositoryOf({ 'a.c': 'int a;\n' })
  const trace = join(at.root, 'trace')
  for (const key of ['core.fsmonitor', 'core.pager', 'core.sshCommand', 'uploadpack.packObjectsHook'])
    at.git('config', key, `touch ${trace}`)
  at.git('config', 'alias.ls-tree', `!touch ${trace}`)
  expect(await read(at)).toHaveLength(1)
  expect(() => execFileSync('test', ['-e', trace])).toThrow()
})

test('bounds hold for git and for directories', async () => {
  const files = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${at}`, 'x'.repeat(100)]))
  const at = repositoryOf(files)
  const directory = (bounds: Partial<SnapshotBounds>) =>
    readDirectory({ root: at.root, tracked: null }, keepingSink().sink, { ...DEFAULT_BOUNDS, ...bounds })
  for (const [bound, most] of [
    ['entries', { entries: 19 }],
    ['bytes', { bytes: 1_999 }],
    ['path-length', { pathLength: 1 }],
  ] as const) {
    await expect(read(at, undefined, most)).rejects.toMatchObject({ bound })
    await expect(directory(most)).rejects.toMatchObject({ bound })
  }
})

test('a working tree is read without following links, and what git tracks of it where that is asked', async () => {
  const outside = treeOf({ secret: 'secret' })
  const root = treeOf({ 'b.c': 'int b;\n', 'a/deep/c.c': 'int c;\n', '.git/config': 'x', untracked: 'x' })
  symlinkSync(join(outside, 'secret'), join(root, 'LICENSE'))
  symlinkSync(outside, join(root, 'a', 'out'))
  symlinkSync('.', join(root, 'a', 'loop'))
  execFileSync('mkfifo', [join(root, 'pipe')])
  const all = keepingSink()
  await readDirectory({ root, tracked: null }, all.sink, DEFAULT_BOUNDS)
  expect(all.seen.map(({ entry, text }) => [entry.path, entry.target ?? text])).toEqual([
    ['LICENSE', join(outside, 'secret')],
    ['b.c', 'int b;\n'],
    ['untracked', 'x'],
    ['a/loop', '.'],
    ['a/out', outside],
    ['a/deep/c.c', 'int c;\n'],
  ])
  const tracked = keepingSink()
  const paths = ['b.c', 'gone.c', 'a/deep/c.c', 'a/deep']
  await readDirectory({ root, tracked: paths }, tracked.sink, DEFAULT_BOUNDS)
  expect(tracked.seen.map(({ entry }) => [entry.path, entry.kind])).toEqual([
    ['a/deep', 'submodule'],
    ['a/deep/c.c', 'file'],
    ['b.c', 'file'],
  ])
})
