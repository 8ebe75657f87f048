import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Identified, identifiedSchema } from '../../src/report/identified/schema.ts'
import { MIT } from './service.ts'

const MAIN = new URL('../../src/cli/open-userspace.js', import.meta.url).pathname

const directoryWith = async (files: Readonly<Record<string, string | Buffer>>): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'open-userspace-identify-'))
  await Promise.all(Object.entries(files).map(([name, content]) => writeFile(join(directory, name), content)))
  return directory
}

const identify = async (directory: string, args: readonly string[], input = '') => {
  const child = spawn(process.execPath, [MAIN, 'identify', ...args], { cwd: directory, env: { PATH: '' } })
  child.stdin.end(input)
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [out, err] = await Promise.all([textOf(child.stdout), textOf(child.stderr)])
  return { out, err, code: await code }
}

const ADDED = 'This software shall not be used for military purposes.'

describe('identify', () => {
  let found: Identified
  let code: number | null

  beforeAll(async () => {
    const directory = await directoryWith({
      LICENSE: MIT,
      'LICENSE.added': `${MIT}\n${ADDED}\n`,
      'LICENSE.cut': MIT.replace('and/or sell', 'and/or'),
      'LICENSE.latin': Buffer.from(`Copyright (c) 2024 Jos\u00e9 Example\n\n${MIT}`, 'latin1'),
      'LICENSE.wide': Buffer.from(`\ufeff${MIT}`, 'utf16le'),
      empty: '',
      binary: Buffer.from([0, 1, 2, 3]),
    })
    const files = ['LICENSE', 'LICENSE.added', 'LICENSE.cut', 'LICENSE.latin', 'LICENSE.wide', 'empty', 'binary', '-']
    const ended = await identify(directory, [...files, '--format', 'json'], MIT)
    await rm(directory, { recursive: true })
    found = identifiedSchema.parse(JSON.parse(ended.out))
    code = ended.code
  })

  const of = (file: string) => found.find((each) => each.file === file)

  test('says nothing but what its schema promises, for each file in order', () => {
    expect(code).toBe(0)
    expect(found.map((each) => Object.keys(each))).toEqual(
      found.map(() => ['file', 'expression', 'licenses', 'class', 'tier', 'inserted', 'deleted']),
    )
    expect(found.map(({ file }) => file)).toEqual([
      'LICENSE',
      'LICENSE.added',
      'LICENSE.cut',
      'LICENSE.latin',
      'LICENSE.wide',
      'empty',
      'binary',
      '-',
    ])
  })

  test.each(['LICENSE', 'LICENSE.latin', 'LICENSE.wide', '-'])('knows a licence in whatever encoding: %s', (file) => {
    expect(of(file)).toMatchObject({ expression: 'MIT', class: 'open', tier: 'clean', inserted: [], deleted: [] })
    expect(of(file)?.licenses.map(({ id }) => id)).toEqual(['MIT'])
  })

  test('shows what was added, at its line', () => {
    const line = `${MIT}\n`.split('\n').length
    expect(of('LICENSE.added')?.tier).not.toBe('clean')
    expect(of('LICENSE.added')?.class).toBe('source-available')
    expect(of('LICENSE.added')?.inserted).toEqual([{ line, text: expect.stringContaining('military') as string }])
  })

  test('shows what is missing', () => {
    expect(of('LICENSE.cut')).toMatchObject({ tier: 'modified', expression: null })
    expect(
      of('LICENSE.cut')
        ?.deleted.map(({ text }) => text)
        .join(' '),
    ).toContain('sell')
  })

  test.each(['empty', 'binary'])('calls nothing a licence that is none: %s', (file) => {
    expect(of(file)).toMatchObject({ tier: 'none', expression: null, licenses: [], class: 'unknown' })
  })
})

test('as text it shows the difference as a diff does, and what is in a file reaches the terminal harmlessly', async () => {
  const directory = await directoryWith({ LICENSE: `${MIT}\nOnly for \u001b]0;x\u0007 example devices.\n` })
  onTestFinished(() => rm(directory, { recursive: true }))
  const { out, code } = await identify(directory, ['LICENSE'])
  expect(code).toBe(0)
  expect(out).toMatch(/^LICENSE: (?:extra|modified), /)
  expect(out).toMatch(/^\+\+\+ LICENSE$/m)
  expect(out).toMatch(/^@@ line 19 @@\n\+.*example devices/m)
  // eslint-disable-next-line no-control-regex -- these are what must not come through
  expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
})

test('what can not be read is said, after what can', async () => {
  const directory = await directoryWith({ LICENSE: MIT })
  onTestFinished(() => rm(directory, { recursive: true }))
  const { out, err, code } = await identify(directory, ['nowhere', '.', 'LICENSE', '--format', 'json'])
  expect(code).toBe(2)
  expect(identifiedSchema.parse(JSON.parse(out)).map(({ file }) => file)).toEqual(['LICENSE'])
  expect(err).toMatch(/nowhere can't be read: ENOENT/)
  expect(err).toMatch(/EISDIR/)
})

test.each([[[]], [['-', '-']], [['LICENSE', '--format', 'xml']], [['LICENSE', '--base', 'main']]])(
  'is misused by %j',
  async (args) => {
    const { out, code } = await identify(tmpdir(), args)
    expect([code, out]).toEqual([2, ''])
  },
)
