import { describe, expect, it } from 'vitest'
import type { RepositoryUrl } from '../repository-url.ts'
import { parseManifest } from '../manifest/parse.ts'
import type { Change, ChangedFile } from './change.ts'
import { groupDrivers, manifestCandidates, type ReadManifest } from './drivers.ts'

describe('where a manifest could stand', () => {
  it('is every directory above the files, nearest first and each once', () => {
    expect(manifestCandidates(['drivers/accel/npu/a.c', 'drivers/accel/npu/b.c', 'include/npu.h'])).toEqual([
      'drivers/accel/npu/open-userspace.yml',
      'drivers/accel/open-userspace.yml',
      'drivers/open-userspace.yml',
      'include/open-userspace.yml',
      'open-userspace.yml',
    ])
  })

  it('is nowhere without files', () => {
    expect(manifestCandidates([])).toEqual([])
  })

  it('is looked for no further than it has to be', () => {
    const hostile = Array.from({ length: 3_000 }, (_, at) => `${at}/${'a/'.repeat(2_000)}b.c`)
    expect(manifestCandidates(hostile, 1_000)).toHaveLength(1_001)
  })
})

describe('drivers in question', () => {
  const manifest = (file: string, driver: string, uapi: readonly string[] = []): ReadManifest => ({
    file,
    parsed: parseManifest({
      path: file,
      text: `version: 1\ndriver: ${driver}\n${uapi.length === 0 ? '' : `uapi: [${uapi.join(', ')}]\n`}`,
    }),
  })
  /** Drivers by name and directory, with the files that make them cross. */
  const group = (files: readonly string[], manifests: readonly ReadManifest[] = []) => {
    const change: Change = {
      files: files.map((path): ChangedFile => ({ path, previousPath: null, status: 'modified', patch: '' })),
    }
    const hits = files.map((file) => ({ kind: 'dma-buf' as const, file, line: 1, text: '' }))
    const line = { hits, unread: [], textless: [], firmware: [], moves: [] }
    const subject = {
      repository: 'https://github.com/example/npu-driver' as RepositoryUrl,
      base: null,
      head: null,
      public: true,
      contents: [],
    }
    return groupDrivers(subject, change, manifests, line).map(({ name, directory, manifest, hits }) => ({
      name,
      directory,
      manifest: manifest?.file ?? null,
      files: hits.map(({ file }) => file),
    }))
  }

  it.each([
    ['drivers/accel/npu/deep/down/a.c', 'npu', 'drivers/accel/npu'],
    ['drivers/gpu/drm/npu/a.c', 'npu', 'drivers/gpu/drm/npu'],
    ['drivers/misc/a.c', 'misc', 'drivers/misc'],
    ['sound/soc/npu/a.c', 'npu', 'sound/soc/npu'],
    ['src/driver/a.c', 'npu-driver', ''],
    ['a.c', 'npu-driver', ''],
    ['include/uapi/misc/npu.h', 'npu', 'include/uapi/misc'],
  ])('%s belongs to %s', (path, name, directory) => {
    expect(group([path])).toEqual([{ name, directory, manifest: null, files: [path] }])
  })

  it('are ruled by the nearest manifest, and by each that names the file', () => {
    const manifests = [
      manifest('open-userspace.yml', 'root'),
      manifest('a/open-userspace.yml', 'near'),
      manifest('b/open-userspace.yml', 'far', ['a/x.h']),
    ]
    expect(group(['a/x.h'], manifests).map(({ name }) => name)).toEqual(['near', 'far'])
  })

  it('take an invalid manifest for the one that rules', () => {
    const invalid: ReadManifest = {
      file: 'a/open-userspace.yml',
      parsed: parseManifest({ path: 'a/open-userspace.yml', text: '[' }),
    }
    expect(group(['a/x.c'], [invalid, manifest('open-userspace.yml', 'root')])).toEqual([
      { name: 'a', directory: 'a', manifest: 'a/open-userspace.yml', files: ['a/x.c'] },
    ])
  })

  it('own the shared header of the longest fitting name', () => {
    const files = ['drivers/accel/npu/a.c', 'drivers/accel/npu_pro/a.c', 'include/uapi/drm/npu_pro_accel.h']
    expect(group(files).map(({ name, files }) => [name, files.length])).toEqual([
      ['npu', 1],
      ['npu_pro', 2],
    ])
  })
})
