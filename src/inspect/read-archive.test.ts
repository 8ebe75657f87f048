import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BoundReached, BrokenSnapshot, DEFAULT_BOUNDS, type SnapshotBounds } from './bounds.ts'
import { readArchive } from './read-archive.ts'
import { archiveOf, inPieces, keepingSink, type Packed, tarOf, withHeader } from './snapshot.fixture.ts'

const read = async (
  archive: Buffer,
  { pieces = 64 * 1024, ...bounds }: Partial<SnapshotBounds> & { pieces?: number } = {},
) => {
  const { sink, seen } = keepingSink()
  await readArchive(inPieces(archive, pieces), sink, { ...DEFAULT_BOUNDS, ...bounds })
  return seen
}

const refused = async (archive: Buffer, bounds: Partial<SnapshotBounds> = {}): Promise<string> => {
  try {
    await read(archive, bounds)
    return 'read'
  } catch (error) {
    if (error instanceof BoundReached) return error.bound
    if (error instanceof BrokenSnapshot) return 'broken'
    throw error
  }
}

describe('an archive', () => {
  test('is read without its one directory', async () => {
    const seen = await read(
      await archiveOf([
        { name: 'r-0/', type: 'directory' },
        { name: 'r-0/a.c', text: 'int a;\n' },
        { name: 'r-0/run', text: '#!/bin/sh\n', mode: 0o775 },
        { name: 'r-0/LICENSE', type: 'symlink', linkname: '../COPYING' },
        { name: 'r-0/sub/', type: 'directory' },
        { name: 'r-0/empty', text: '' },
      ]),
    )
    expect(seen).toEqual([
      { entry: { path: 'a.c', kind: 'file', isExecutable: false, bytes: 7, target: null }, text: 'int a;\n' },
      { entry: { path: 'run', kind: 'file', isExecutable: true, bytes: 10, target: null }, text: '#!/bin/sh\n' },
      { entry: { path: 'LICENSE', kind: 'link', isExecutable: false, bytes: 0, target: '../COPYING' }, text: '' },
      { entry: { path: 'empty', kind: 'file', isExecutable: false, bytes: 0, target: null }, text: '' },
    ])
  })

  test('may have long names, names in any script, and names that differ in case alone', async () => {
    const long = `${'directory/'.repeat(30)}${'n'.repeat(200)}.c`
    const link = `${'../'.repeat(60)}target`
    const names = [long, 'ünï/файл.c', 'Makefile', 'makefile', ' leading and  inner', '..hidden', 'a..b/c', '-rf']
    const seen = await read(
      await archiveOf([
        ...names.map((name) => ({ name: `r/${name}`, text: name })),
        { name: 'r/link', type: 'symlink', linkname: link },
      ]),
    )
    expect(seen.map(({ entry }) => entry.path)).toEqual([...names, 'link'])
    expect(seen.at(-1)?.entry.target).toBe(link)
  })

  test('gives each file as it is, in whatever pieces it comes, and no more than is asked for', async () => {
    const texts = Array.from({ length: 40 }, (_, at) => String.fromCharCode(65 + at).repeat(at ** 4))
    const archive = await archiveOf(texts.map((text, at) => ({ name: `r/${at}`, text })))
    for (const pieces of [17, 1000, 1_000_000]) {
      expect((await read(archive, { pieces })).map(({ text }) => text)).toEqual(texts)
    }
    const { sink, seen } = keepingSink(({ bytes }) => Math.min(bytes, 300_000))
    await readArchive(inPieces(archive), sink, DEFAULT_BOUNDS)
    expect(seen.map(({ text }) => text)).toEqual(texts.map((text) => text.slice(0, 300_000)))
  })
})

describe('an archive that no forge makes of a tree of git', () => {
  const good: Packed = { name: 'r/a.c', text: 'int a;\n' }
  const hostile: readonly (readonly [string, readonly Packed[]])[] = [
    ['a path that leads out', [good, { name: 'r/../../etc/passwd', text: 'x' }]],
    ['a path that leads out at its end', [good, { name: 'r/a/..', text: 'x' }]],
    ['an absolute path', [good, { name: '/etc/passwd', text: 'x' }]],
    ['an absolute path below its directory', [good, { name: 'r//etc/passwd', text: 'x' }]],
    ['a path into git’s own', [good, { name: 'r/.git/config', text: 'x' }]],
    ['a second directory', [good, { name: 'other/a.c', text: 'x' }]],
    ['a file in place of the directory', [{ name: 'r', text: 'x' }]],
    ['a device', [good, { name: 'r/dev', type: 'character-device' }]],
    ['a disk', [good, { name: 'r/dev', type: 'block-device' }]],
    ['a pipe', [good, { name: 'r/pipe', type: 'fifo' }]],
    ['a hard link', [good, { name: 'r/hard', type: 'link', linkname: 'r/a.c' }]],
    ['nothing', []],
  ]
  test.each(hostile)('with %s is refused', async (_, entries) => {
    expect(await refused(await archiveOf(entries))).toBe('broken')
  })

  const field = (offset: number, value: string | Buffer) => async (): Promise<Buffer> =>
    gzipSync(withHeader(await tarOf([good]), 0, (header) => Buffer.from(value).copy(header, offset)))
  const NEGATIVE = Buffer.alloc(12, 0xff)
  const HUGE = Buffer.from([0x80, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])

  test.each([
    ['a negative size', field(124, NEGATIVE), 'broken'],
    ['a size past all numbers', field(124, HUGE), 'broken'],
    ['a size that is none', field(124, 'zzzzzzzzzzz\0'), 'broken'],
    ['a size of eight gigabytes that never come', field(124, '77777777777\0'), 'broken'],
    ['a sparse file', field(156, 'S'), 'broken'],
    ['an entry of an unknown kind', field(156, 'Q'), 'broken'],
    ['a multi-volume entry', field(156, 'M'), 'broken'],
    ['another magic', field(257, 'nothing'), 'broken'],
  ])('with %s is refused', async (_, make, outcome) => {
    expect(await refused(await make())).toBe(outcome)
  })

  test('with a wrong sum in a header, or no tar within, is refused', async () => {
    const tar = await tarOf([good])
    tar[0] = 0x7a
    expect(await refused(gzipSync(tar))).toBe('broken')
    expect(await refused(gzipSync(Buffer.from('no tar at all, but long enough\n'.repeat(100))))).toBe('broken')
    expect(await refused(Buffer.from('<html>502</html>'))).toBe('broken')
  })

  test.each([
    ['size=-1', 'broken'],
    ['size=99999999999999999999', 'broken'],
    ['size=nothing', 'broken'],
    ['path=/etc/passwd', 'broken'],
    ['path=r/../x', 'broken'],
  ])('with the record %s in an extended header is refused', async (record, outcome) => {
    const length = record.length + 2 + String(record.length + 4).length
    const text = `${length} ${record}\n`
    const extended = await tarOf([{ name: 'r/pax', text }, good])
    const tar = withHeader(extended, 0, (header) => void header.write('x', 156, 'latin1'))
    expect(await refused(gzipSync(tar))).toBe(outcome)
  })
})

describe('an archive past a bound', () => {
  const many = (count: number) => archiveOf(Array.from({ length: count }, (_, at) => ({ name: `r/${at}`, text: 'x' })))

  test('is read up to there, and no farther', async () => {
    const archive = await many(500)
    const { sink, seen } = keepingSink()
    await expect(readArchive(inPieces(archive), sink, { ...DEFAULT_BOUNDS, entries: 100 })).rejects.toThrow(
      BoundReached,
    )
    expect(seen).toHaveLength(100)
  })

  test('of entries, bytes, and path length says which', async () => {
    const archive = await many(500)
    expect(await refused(archive, { entries: 499 })).toBe('entries')
    expect(await refused(archive, { entries: 500 })).toBe('read')
    expect(await refused(archive, { bytes: 100_000 })).toBe('bytes')
    expect(await refused(await archiveOf([{ name: `r/${'x'.repeat(5000)}`, text: 'x' }]))).toBe('path-length')
    const large = withHeader(await tarOf([{ name: 'r/a', text: 'x' }]), 0, (header) => {
      header.write('00001000000\0', 124, 'latin1')
    })
    expect(await refused(gzipSync(large), { bytes: 100_000 })).toBe('bytes')
  })

  test('of its ratio ends long before a bomb is through', async () => {
    // Each gigabyte of zeros takes a megabyte; members of gzip may follow one another.
    const member = gzipSync(Buffer.alloc(64 * 1024 * 1024))
    const head = gzipSync(
      withHeader((await tarOf([{ name: 'r/zeros', text: 'x' }])).subarray(0, 512), 0, (header) => {
        header.write('67777777777\0', 124, 'latin1')
      }),
    )
    let given = 0
    async function* bomb(): AsyncGenerator<Uint8Array> {
      await Promise.resolve()
      yield head
      for (;;) {
        given += 1
        yield member
      }
    }
    const { sink } = keepingSink()
    await expect(readArchive(bomb(), sink, DEFAULT_BOUNDS)).rejects.toMatchObject({ bound: 'ratio' })
    expect(given).toBeLessThan(5)
  })
})

describe('an archive that is cut off or damaged', () => {
  const whole = archiveOf([
    { name: 'r/', type: 'directory' },
    ...Array.from({ length: 20 }, (_, at) => ({ name: `r/src/${at}.c`, text: `int a${at};\n`.repeat(at * 40) })),
  ])

  test('is never taken for a whole one, wherever it is cut', async () => {
    const archive = await whole
    for (let length = 0; length < archive.length; length += 7) {
      expect([length, await refused(archive.subarray(0, length))]).toEqual([length, 'broken'])
    }
  })

  test('fails with its source', async () => {
    const archive = await whole
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield archive.subarray(0, 100)
      await Promise.resolve()
      throw new RangeError('the source failed')
    }
    const { sink } = keepingSink()
    await expect(readArchive(failing(), sink, DEFAULT_BOUNDS)).rejects.toThrow('the source failed')
  })

  test('ends with what an inspector throws', async () => {
    const { sink } = keepingSink()
    const throwing = { ...sink, see: () => expect.unreachable('it fails here') }
    await expect(readArchive(inPieces(await whole), throwing, DEFAULT_BOUNDS)).rejects.toThrow('it fails here')
  })

  test('with bytes changed anywhere is read or refused, and never worse', async () => {
    const tar = gunzipSync(await whole)
    const change = fc.record({ at: fc.nat(tar.length - 1), byte: fc.nat(255) })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), fc.boolean(), async (changes, mended) => {
        const changed = Buffer.from(tar)
        for (const { at, byte } of changes) changed[at] = byte
        // With its sums set right, more of what is wrong comes through.
        const last = changes.at(-1)?.at ?? 0
        const given = mended ? withHeader(changed, last - (last % 512), () => undefined) : changed
        expect(['read', 'broken', 'bytes', 'path-length', 'entries']).toContain(
          await refused(gzipSync(given, { level: 1 })),
        )
      }),
      { numRuns: 300 },
    )
  })
})
