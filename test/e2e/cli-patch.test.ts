import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { reportSchema } from '../../src/report/json/schema.ts'
import { startGitHub, workIn } from './command-line.ts'
import { CROSSING, MANIFEST } from './service.ts'

const KERNEL = { MAINTAINERS: '\n', Kbuild: '\n', Kconfig: '\n' }
const ALONE = MANIFEST.replace(/compiler:[^]*$/, '')

const report = (out: string) => reportSchema.parse(JSON.parse(out))
const columnsOf = (text: string): number => Math.max(...text.split('\n').map((line) => Array.from(line).length))

test('check --patch judges a series that brings its manifest along, as git sends it', async () => {
  const { anonymous } = await startGitHub()
  const { cli, commit, git, directory, first } = await workIn({ 'src/main.c': 'int a;\n' })
  await commit({ 'src/export.c': CROSSING })
  await commit({ 'open-userspace.yml': MANIFEST })
  const series = await git('format-patch', '--stdout', first)
  await git('checkout', '--quiet', first)
  await writeFile(join(directory, 'series.mbox'), `${series}\n`)

  const passing = await cli(['check', '--patch', 'series.mbox', '--format', 'json'], anonymous)
  expect(passing.code).toBe(0)
  expect(report(passing.out).subject).toMatchObject({ base: null, head: null })
  expect(report(passing.out).line).toMatchObject(
    [
      { kind: 'dma-buf', file: 'src/export.c', line: 1 },
      { kind: 'dma-buf', file: 'src/export.c', line: 5 },
      { kind: 'manifest', file: 'open-userspace.yml' },
    ].toSorted((a, b) => (a.file < b.file ? -1 : 1)),
  )

  const failing = await cli(
    ['check', '--patch', '-', '--format', 'mail'],
    anonymous,
    series
      .split(/^From /m)
      .slice(0, 2)
      .join('From '),
  )
  expect(failing.code).toBe(1)
  expect(failing.out).toMatch(/^Fails: no manifest declares the stack/)
  expect(failing.out).toContain('> +return PTR_ERR_OR_ZERO(dma_buf_export(&buffer->info));')
  expect(columnsOf(failing.out)).toBeLessThanOrEqual(72)
})

test('check --patch judges the manifest as the patch leaves it, in a kernel tree by its rules', async () => {
  const { anonymous } = await startGitHub()
  const manifest = 'drivers/accel/npu/open-userspace.yml'
  const { cli, commit, git, first } = await workIn({ ...KERNEL, [manifest]: MANIFEST })
  await commit({ [manifest]: ALONE, 'drivers/accel/npu/export.c': CROSSING })
  const diff = await git('diff', first)
  await git('checkout', '--quiet', first)
  const failing = await cli(['check', '--patch', '-', '--format', 'json'], anonymous, `${diff}\n`)
  expect(failing.code).toBe(1)
  const unmet = report(failing.out).findings.filter(
    ({ outcome, rule }) => outcome === 'unmet' && ['manifest', 'kernel'].includes(rule),
  )
  expect(unmet.map(({ rule, role }) => [rule, role])).toEqual([
    ['manifest', 'compiler'],
    ['kernel', null],
  ])
})

test.each([
  ['no patch', 'hello\n', 'holds no patch'],
  ['a cut patch', 'diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,3 +1,4 @@\n a\n+b\n', 'at its line 4'],
  [
    'a patch of another tree',
    'diff --git a/open-userspace.yml b/open-userspace.yml\n--- a/open-userspace.yml\n+++ b/open-userspace.yml\n@@ -1,1 +1,1 @@\n-nothing of it\n+b\n',
    'does not apply to open-userspace.yml',
  ],
])('check --patch refuses %s', async (_, input, said) => {
  const { anonymous } = await startGitHub()
  const { cli } = await workIn({ 'open-userspace.yml': MANIFEST })
  const { code, err } = await cli(['check', '--patch', '-'], anonymous, input)
  expect([code, err]).toEqual([2, expect.stringContaining(said)])
})

test('explain tells which lines cross, what holds, and whence', async () => {
  const { anonymous, world } = await startGitHub()
  const policy = '.github/open-userspace-policy.yml'
  world.repository({
    name: 'example/.github',
    files: { [policy]: 'version: 1\nextends: drm\nline: { paths: [] }\nrules:\n  alive: review\n' },
  })
  const { cli, commit, first } = await workIn({
    'open-userspace.yml': MANIFEST,
    [policy]: 'version: 1\nroles:\n  firmware: { class: open }\nrules:\n  alive: off\n',
  })
  await commit({ 'src/export.c': CROSSING })
  const { code, out } = await cli(['explain', '--base', first], anonymous)
  expect(code).toBe(0)
  const text = out.replaceAll(/\s+/g, ' ')
  expect(text).toContain('dma-buf src/export.c:5 return PTR_ERR_OR_ZERO(dma_buf_export(&buffer->info));')
  expect(text).toContain(
    "userspace: always, open; the organisation's floor, preset `drm` (Documentation/gpu/drm-uapi.rst",
  )
  expect(text).toContain(`firmware: where the driver asks for files, open; the repository's policy, \`${policy}:3\``)
  expect(text).toContain(`alive: review; the organisation's floor, \`${policy}:5\``)
  expect((await cli(['explain', '--base', 'HEAD'], anonymous)).out).toMatch(/^Nothing in this change crosses the line/)
})

test('init writes a manifest from what the tree tells, and touches none that is there', async () => {
  const { cli, directory } = await workIn({
    ...KERNEL,
    MAINTAINERS:
      'NPU\nW:\thttps://github.com/example/npu-umd\nF:\tdrivers/accel/npu/\nF:\tinclude/uapi/drm/npu_accel.h\n',
    'drivers/accel/npu/fw.c': 'MODULE_FIRMWARE("npu/a.bin");\n',
    'drivers/accel/other/fw.c': 'MODULE_FIRMWARE("other/a.bin");\n',
  })
  const shown = await cli(['init', 'drivers/accel/npu', '--stdout'])
  const file = join(directory, 'drivers/accel/npu/open-userspace.yml')
  expect(shown.code).toBe(0)
  const written = await cli(['init', 'drivers/accel/npu'])
  expect([written.code, written.err]).toEqual([
    0,
    'drivers/accel/npu/open-userspace.yml is written, with 3 guesses to check.\n',
  ])
  const text = await readFile(file, 'utf8')
  expect(text).toBe(shown.out)
  expect(parse(text)).toMatchObject({
    driver: 'npu',
    uapi: ['include/uapi/drm/npu_accel.h'],
    userspace: [{ repository: 'https://github.com/example/npu-umd' }],
    firmware: [{ files: ['npu/a.bin'] }],
  })
  expect((await cli(['lint'])).code).toBe(1)
  expect((await cli(['init', 'drivers/accel/npu'])).code).toBe(2)
  expect(await readFile(file, 'utf8')).toBe(text)
})
