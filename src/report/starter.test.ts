import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseManifest } from '../core/manifest/parse.ts'
import type { Guesses } from '../core/starter/guess.ts'
import { editLink, starterManifest } from './starter.ts'

const link = {
  headRepositoryUrl: 'https://github.com/example/npu',
  headBranch: 'topic/a&b',
  path: 'drivers/npu/open-userspace.yml',
}

const guesses = ({
  driver = 'npu',
  uapi = [],
  files = [],
}: {
  driver?: string
  uapi?: string[]
  files?: string[]
}): Guesses => {
  const guess = (value: string) => ({ value, file: value, line: 7 })
  return { driver, uapi: uapi.map(guess), userspace: [], compiler: [], firmware: [], files: files.map(guess) }
}

test("opens GitHub's editor on the head branch with the manifest filled in", () => {
  const manifest = starterManifest(guesses({ uapi: ['include/uapi/misc/npu.h'] }))
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

test.each(['\u2028', '\u0085', '\u00a0npu', 'npu\u2029'])('keeps what only looks like a blank: %j', (driver) => {
  expect(parse(starterManifest(guesses({ driver })))).toMatchObject({ driver })
})

test('names driver and headers exactly, whatever they hold', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
      (driver, uapi) => {
        expect(parse(starterManifest(guesses({ driver, uapi, files: uapi })))).toMatchObject({
          driver,
          uapi,
          firmware: [{ files: uapi }],
        })
      },
    ),
  )
})

test('is a valid manifest once its placeholders are replaced, and not before', () => {
  const path = 'open-userspace.yml'
  const starter = starterManifest(guesses({ uapi: ['include/uapi/misc/npu.h'] }))
  expect(parseManifest({ path, text: starter }).ok).toBe(false)
  expect(parseManifest({ path, text: starter.replaceAll(/<[^>]+>/g, 'name') }).ok).toBe(true)
})
