import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { gitIn } from './git.ts'
import { localChange } from './local-change.ts'

const LONG = Array.from({ length: 40 }, (_, at) => `int npu_value_${at};\n`).join('')

/** A repository with these files in its first commit, and what changes them. */
const repository = (files: Readonly<Record<string, string>>) => {
  const directory = mkdtempSync(join(tmpdir(), 'local-change-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const run = (...args: readonly string[]) => execFileSync('git', args, { cwd: directory })
  const write = (path: string, text: string) => writeFileSync(join(directory, path), text)
  run('init', '--quiet')
  for (const [path, text] of Object.entries(files)) write(path, text)
  run('add', '.')
  run('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message=a')
  return { run, write, changed: () => localChange(gitIn(directory), 'HEAD') }
}

test('a mere move, and one with a few changes, is a move', async () => {
  const { run, write, changed } = repository({ 'a.c': LONG, 'b.c': LONG.replaceAll('npu', 'dsp') })
  run('mv', 'a.c', 'c.c')
  run('mv', 'b.c', 'd.c')
  write('d.c', `${LONG.replaceAll('npu', 'dsp')}int last;\n`)
  expect(await changed()).toEqual({
    files: [
      { path: 'c.c', previousPath: 'a.c', status: 'renamed', patch: null },
      { path: 'd.c', previousPath: 'b.c', status: 'renamed', patch: expect.stringContaining('+int last;') as string },
    ],
  })
})

test('a move that makes a file binary on the way is no mere move', async () => {
  const { run, write, changed } = repository({ 'a.c': LONG })
  run('mv', 'a.c', 'c.c')
  write('c.c', `${LONG}/* \0 */\n`)
  expect(await changed()).toEqual({
    files: [
      { path: 'a.c', previousPath: null, status: 'removed', patch: null },
      { path: 'c.c', previousPath: null, status: 'added', patch: null },
    ],
  })
})

test('a move that makes code of text is read whole', async () => {
  const { run, write, changed } = repository({ 'a.txt': LONG })
  run('mv', 'a.txt', 'c.c')
  write('c.c', `${LONG}int last;\n`)
  expect(await changed()).toEqual({
    files: [
      { path: 'a.txt', previousPath: null, status: 'removed', patch: null },
      {
        path: 'c.c',
        previousPath: null,
        status: 'added',
        patch: expect.stringMatching(/^@@ -0,0 \+1,41 @@\n\+int npu_value_0;/) as string,
      },
    ],
  })
})

test('a file that becomes a link is one change, and shows the path that it leads to', async () => {
  const { run, write, changed } = repository({ 'a.c': LONG, 'b.h': LONG, 'c.c': LONG })
  run('rm', '--quiet', 'b.h')
  symlinkSync('../npu.h', join(run('rev-parse', '--show-toplevel').toString().trim(), 'b.h'))
  run('add', '.')
  write('c.c', `${LONG}int last;\n`)
  expect(await changed()).toEqual({
    files: [
      {
        path: 'b.h',
        previousPath: null,
        status: 'type-changed',
        patch: '@@ -0,0 +1 @@\n+../npu.h\n\\ No newline at end of file',
      },
      {
        path: 'c.c',
        previousPath: null,
        status: 'modified',
        patch: expect.stringContaining('+int last;') as string,
      },
    ],
  })
})

test("a user's own settings of git change nothing", async () => {
  const { run, write, changed } = repository({ 'a.c': LONG, 'b.c': LONG })
  const submodule = (commit: string) => run('update-index', '--add', '--cacheinfo', `160000,${commit.repeat(40)},sub`)
  mkdirSync(join(run('rev-parse', '--show-toplevel').toString().trim(), 'sub'))
  submodule('a')
  run('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message=b')
  submodule('b')
  write('a.c', LONG.replace('npu_value_9;', 'npu_value_9, a;'))
  write('c.c', `${LONG}int last;\n`)
  run('add', 'c.c')
  const before = await changed()
  expect(before).toMatchObject({ files: [{ path: 'a.c' }, { path: 'c.c' }, { path: 'sub' }] })
  const settings = {
    submodule: 'log',
    context: '0',
    interHunkContext: '9',
    renames: 'copies',
    noprefix: 'true',
    mnemonicPrefix: 'true',
    colorMoved: 'zebra',
    external: 'false',
    ignoreSubmodules: 'all',
  }
  for (const [name, value] of Object.entries(settings)) run('config', `diff.${name}`, value)
  run('config', 'color.ui', 'always')
  expect(await changed()).toEqual(before)
})
