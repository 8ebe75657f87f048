import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import mit from 'spdx-license-list/licenses/MIT.json' with { type: 'json' }
import { expect, onTestFinished, test } from 'vitest'
import { readOwnLicenses } from './license-files.ts'

const treeOf = async (
  files: Readonly<Record<string, string | Buffer>>,
  links: Readonly<Record<string, string>> = {},
) => {
  const root = await mkdtemp(join(tmpdir(), 'open-userspace-tree-'))
  onTestFinished(() => rm(root, { recursive: true }))
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), content)
  }
  for (const [path, target] of Object.entries(links)) await symlink(target, join(root, path))
  return root
}

const read = async (root: string, paths: readonly string[] = []) => {
  const licenses = await readOwnLicenses(root, paths)
  if (licenses.state === 'unknown') throw new Error(licenses.why.detail)
  return licenses.files.map(({ path, target, identification }) => [
    path,
    target ?? identification.expression ?? identification.reason,
  ])
}

test('the licence files of a working tree are those at its root, at and above each path, and just below', async () => {
  const root = await treeOf({
    LICENSE: mit.licenseText,
    'LICENSES/MIT.txt': mit.licenseText,
    'umd/lib/COPYING': mit.licenseText,
    'umd/lib/src/deep/LICENSE': mit.licenseText,
    'kmd/lib/LICENSE': mit.licenseText,
    '.git/LICENSE': mit.licenseText,
  })
  expect(await read(root, ['umd/lib/src', 'missing'])).toEqual([
    ['LICENSE', 'MIT'],
    ['umd/lib/COPYING', 'MIT'],
    ['LICENSES/MIT.txt', 'MIT'],
    ['umd/lib/src/deep/LICENSE', 'MIT'],
  ])
})

test('a symbolic link is what it says, and is followed within the tree alone', async () => {
  const outside = await treeOf({ LICENSE: mit.licenseText })
  const root = await treeOf(
    { 'legal/texts/mit.txt': mit.licenseText },
    { LICENSE: 'legal/texts/mit.txt', COPYING: join(outside, 'LICENSE'), NOTICE: 'nowhere' },
  )
  expect(await read(root)).toEqual([
    ['COPYING', join(outside, 'LICENSE')],
    ['LICENSE', 'legal/texts/mit.txt'],
    ['NOTICE', 'nowhere'],
    ['legal/texts/mit.txt', 'MIT'],
  ])
})

test('what is no text stays in question', async () => {
  const root = await treeOf({ LICENSE: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]), COPYING: '' })
  expect(await read(root)).toEqual([
    ['COPYING', 'empty'],
    ['LICENSE', 'binary'],
  ])
})
