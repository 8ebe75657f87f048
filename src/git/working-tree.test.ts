import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readText } from './working-tree.ts'

test('a link is the path that it leads to, as a forge shows it, and is never followed', async () => {
  const root = await mkdtemp(join(tmpdir(), 'open-userspace-tree-'))
  onTestFinished(() => rm(root, { recursive: true }))
  await writeFile(join(root, 'other.yml'), 'version: 1\n')
  await symlink('other.yml', join(root, 'open-userspace.yml'))
  await symlink('/dev/zero', join(root, 'endless.yml'))
  const texts = ['other.yml', 'open-userspace.yml', 'endless.yml', 'absent.yml'].map((path) => readText(root, path))
  expect((await Promise.all(texts)).map((file) => file?.text ?? null)).toEqual([
    'version: 1\n',
    'other.yml',
    '/dev/zero',
    null,
  ])
})
