import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseManifest } from '../core/manifest/parse.ts'
import { editLink, starterManifest } from './starter.ts'

const link = {
  headRepositoryUrl: 'https://github.com/example/npu',
  headBranch: 'topic/a&b',
  path: 'drivers/npu/open-userspace.yml',
}

test("opens GitHub's editor on the head branch with the manifest filled in", () => {
  const manifest = starterManifest({ driver: 'npu', uapi: ['include/uapi/misc/npu.h'] })
  const url = new URL(editLink({ ...link, manifest }))
  expect(url.origin + url.pathname).toBe('https://github.com/example/npu/new/topic/a%26b')
  expect(url.searchParams.get('filename')).toBe(link.path)
  expect(url.searchParams.get('value')).toBe(manifest)
})

test('is never longer than 8,000 characters', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 6_000 }), fc.string({ maxLength: 4_000, unit: 'binary' }), (manifest, path) => {
      expect(editLink({ ...link, manifest, path }).length).toBeLessThanOrEqual(8_000)
    }),
  )
})

test('names driver and headers exactly, whatever they hold', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
      (driver, uapi) => {
        expect(parse(starterManifest({ driver, uapi }))).toMatchObject({ driver, uapi })
      },
    ),
  )
})

test('is a valid manifest once its placeholders are replaced, and not before', () => {
  const path = 'open-userspace.yml'
  const starter = starterManifest({ driver: 'npu', uapi: ['include/uapi/misc/npu.h'] })
  expect(parseManifest({ path, text: starter }).ok).toBe(false)
  expect(parseManifest({ path, text: starter.replaceAll(/<[^>]+>/g, 'name') }).ok).toBe(true)
})
