import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { createGitHubAccess } from '../../src/app/octokit.ts'
import { loadConfig } from '../../src/config.ts'
import { evaluate } from '../../src/core/verdict/evaluate.ts'
import { collectPull } from '../../src/gate/collect.ts'
import { createReadLineage } from '../../src/gate/lineage.ts'
import { createReadSurroundings } from '../../src/gate/surroundings.ts'
import { createReadContents } from '../../src/inspect/contents.ts'
import { createMemoryCache } from '../../src/inspect/facts-cache.ts'
import { createSnapshots } from '../../src/inspect/snapshots.ts'
import { jsonReport } from '../../src/report/json/json.ts'
import { reportSchema } from '../../src/report/json/schema.ts'
import { VERSION } from '../../src/version.ts'
import { MAIN, run, startGitHub, workIn } from './command-line.ts'
import { CROSSING, MANIFEST, MIT } from './service.ts'

const NO_THROTTLE = { admit: () => undefined, heed: () => undefined, heedFailure: () => undefined }

test('check judges a manifest with and without a token alike, and says the anonymous limit', async () => {
  const { anonymous, authenticated, standin } = await startGitHub()
  const { cli } = await workIn({ 'open-userspace.yml': MANIFEST })
  const withToken = await cli(['check', '--format', 'json'], authenticated)
  const without = await cli(['check', '--format', 'json'], anonymous)
  expect([withToken.code, without.code]).toEqual([0, 0])
  expect(reportSchema.parse(JSON.parse(without.out))).toEqual(reportSchema.parse(JSON.parse(withToken.out)))
  expect(withToken.err).toBe('')
  expect(without.err.match(/60 requests an hour/g)).toHaveLength(1)
  expect((await cli(['lint', 'nowhere.yml'], anonymous)).err).toBe("open-userspace: nowhere.yml can't be read\n")
  expect(standin.faults).toEqual([])
})

test('check --base judges the change since a revision, under the policy there', async () => {
  const { anonymous, compiler } = await startGitHub()
  const { cli, commit, write, first } = await workIn({ 'open-userspace.yml': MANIFEST, README: 'npu\n' })
  const quiet = await commit({ README: 'The npu driver\n' })
  expect((await cli(['check', '--base', first], anonymous)).code).toBe(0)

  await write({ '.github/open-userspace-policy.yml': 'version: 1\nmode: audit\n', 'src/export.c': CROSSING })
  compiler.delete()
  // A file that git doesn't track yet is no part of the change, and a policy of the head decides nothing.
  expect((await cli(['check', '--base', quiet], anonymous)).code).toBe(0)
  const head = await commit({})
  const failing = await cli(['check', '--base', quiet, '--format', 'json'], anonymous)
  expect(failing.code).toBe(1)
  const report = reportSchema.parse(JSON.parse(failing.out))
  expect(report.subject).toEqual({ repository: 'https://github.com/example/npu-kmd', base: quiet, head })
  expect(report.line).toContainEqual({
    driver: 'npu',
    kind: 'dma-buf',
    file: 'src/export.c',
    line: 5,
    text: 'return PTR_ERR_OR_ZERO(dma_buf_export(&buffer->info));',
  })
  // What git doesn't track yet is judged where it is a manifest, so the verdict is on no commit.
  await write({ 'src/open-userspace.yml': MANIFEST })
  const ahead = await cli(['check', '--base', quiet, '--format', 'json'], anonymous)
  expect(reportSchema.parse(JSON.parse(ahead.out)).subject.head).toBeNull()
  expect((await cli(['check', '--base', quiet, '--policy', '.github/open-userspace-policy.yml'], anonymous)).code).toBe(
    0,
  )
})

test('check --base judges a change as the App does', async () => {
  const { authenticated, standin, world, driver } = await startGitHub()
  const repository = (name: string, files: Record<string, string>) =>
    world.repository({ name: `example/${name}`, license: 'MIT', files })
  const files = { LICENSE: MIT, 'src/a.c': 'int a;\n' }
  repository('hidden', files).visibility = 'private'
  repository('archived', files).archived = true
  repository('disabled', files).disabled = true
  repository('old', files).rename('example/new')
  repository('empty', {})
  repository('unlicensed', { 'src/a.c': 'int a;\n' })
  const tagged = repository('tagged', files)
  tagged.tag('v1', 'main', 'annotated')
  tagged.branch('dev')
  world
    .repository({ name: 'upstream/fork', files })
    .fork('example')
    .commit('main', { changes: { 'own/b.c': 'int b;\n' } })
  const at = (name: string, more = '') => `  - { repository: https://github.com/example/${name}${more} }\n`
  const base = {
    'open-userspace.yml': MANIFEST,
    LICENSE: MIT,
    'include/uapi/misc/npu.h': '#define NPU_A 1\n',
    '.github/open-userspace-policy.yml':
      'version: 1\nwaivers:\n  - { driver: npu, rule: alive, component: https://github.com/example/archived, reason: Kept elsewhere, approved-by: octocat, until: 2099-01-01 }\n',
  }
  const head = {
    'open-userspace.yml': `version: 1
driver: npu
uapi: [include/uapi/misc/npu.h]
userspace:
  - repository: .
${['hidden', 'missing', 'archived', 'disabled', 'old', 'empty', 'unlicensed'].map((name) => at(name)).join('')}${at('tagged', ', ref: v1')}${at('tagged', ', ref: dev')}${at('tagged', ', ref: gone')}${at('tagged', ', path: gone')}${at('fork', ', path: src')}${at('fork', ', path: own')}  - repository: https://elsewhere.example/a/b
compiler:
${at('npu-mlir', ', license: MIT')}`,
    'src/export.c': CROSSING,
    'include/uapi/misc/npu.h': '#define NPU_A 1\n#define NPU_B _IO(1, 2)\n',
  }
  for (const [branch, changes] of Object.entries({ main: { ...base, 'src/main.c': null, README: null }, export: head }))
    driver.commit(branch, { changes })
  const pull = world.pullRequest({ base: driver, head: 'export' })
  const installation = world.installationOf(driver)
  if (installation === undefined) throw new Error('not installed')
  const access = createGitHubAccess({
    appId: world.app.id,
    privateKey: world.app.privateKey,
    baseUrl: standin.url,
    log: { debug: () => undefined },
    throttle: NO_THROTTLE,
  })
  const job = { installationId: installation.id, repositoryId: driver.id, owner: 'example', name: 'npu-kmd' }
  const config = loadConfig()
  const snapshots = createSnapshots()
  onTestFinished(() => snapshots.close())
  const collected = await collectPull(
    {
      ...(await access.clients(job)),
      anonymous: access.anonymous,
      appId: world.app.id,
      origin: 'https://github.com',
      forges: new Map(),
      fetch,
      config,
      readContents: createReadContents(snapshots, createMemoryCache()),
      readLineage: createReadLineage(config),
      readSurroundings: createReadSurroundings(),
      requireFloor: false,
      now: Date.now,
    },
    job,
    pull.number,
  )
  if (!collected.ok || collected.value === null) throw new Error('not collected')
  const { case: judged } = collected.value
  const app = jsonReport({ subject: judged.subject, verdict: evaluate(judged, config), version: VERSION })

  const { cli, commit, first } = await workIn(base)
  await commit(head)
  const ended = await cli(['check', '--base', first, '--format', 'json'], authenticated)
  expect(ended.code).toBe(1)
  const report = reportSchema.parse(JSON.parse(ended.out))
  const own = new Set([app, report].flatMap(({ subject }) => [subject.base, subject.head]))
  /** The two repositories have the same files under other commits. */
  const withoutOwnCommits = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' && own.has(each) ? 'own' : each)).replace(
        /(example\/npu-kmd\/(?:blob|tree)\/)[0-9a-f]{40}/g,
        '$1own',
      ),
    )
  expect(withoutOwnCommits(report)).toEqual(withoutOwnCommits(app))
  expect(new Set(report.findings.map(({ outcome }) => outcome))).toEqual(
    new Set(['met', 'unmet', 'review', 'waived', 'noted']),
  )
  expect(standin.faults).toEqual([])
})

test('exit codes: 1 for an invalid manifest, 2 for wrong use, 3 for what needs a human or could not be found out', async () => {
  const { anonymous, compiler, standin } = await startGitHub()
  const { cli, write } = await workIn({ 'open-userspace.yml': MANIFEST })
  compiler.archived = true
  expect((await cli(['check'], anonymous)).code).toBe(3)
  compiler.archived = false
  standin.fault(({ operation }) => (operation === 'repos/get' ? { kind: 'status', status: 502 } : undefined))
  expect((await cli(['check'], anonymous)).code).toBe(3)
  const misuses = [
    [],
    ['judge'],
    ['check', '--format', 'xml'],
    ['check', 'nowhere.yml'],
    ['check', '--base', 'nowhere'],
    ['check', '--base=--output=x'],
    ['lint', 'nowhere.yml'],
    ['lint', '.'],
    ['check', '.'],
    ['check', 'open-userspace.yml/nothing.yml'],
  ]
  const codes = await Promise.all(misuses.map(async (args) => (await cli(args, anonymous)).code))
  expect(misuses.filter((_, at) => codes[at] !== 2)).toEqual([])
  expect((await cli(['check'], { GITHUB_API_URL: 'ftp://localhost' })).code).toBe(2)
  expect((await cli(['check'], { ...anonymous, REQUIRE_FLOOR: 'yes' })).code).toBe(2)
  await write({ 'open-userspace.yml': 'version: 1\ndrivr: npu\n' })
  const invalid = await cli(['check', '--format', 'json'], anonymous)
  expect(invalid.code).toBe(1)
  expect(
    reportSchema.parse(JSON.parse(invalid.out)).findings.map(({ rule, outcome, at }) => [rule, outcome, at?.line]),
  ).toContainEqual(['manifest', 'unmet', 2])
})

test('a repository that git refuses to open is refused in the words of git', async () => {
  const { anonymous } = await startGitHub()
  const { cli } = await workIn({ 'open-userspace.yml': MANIFEST })
  const refused = await cli(['check', '--base', 'HEAD'], { ...anonymous, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' })
  expect(refused.code).toBe(2)
  expect(refused.err).toMatch(/^open-userspace: --base .*dubious ownership.*\n$/)
})

test('lint checks manifests and policy offline, each fault at its line and column', async () => {
  const { cli } = await workIn({
    'drivers/a/open-userspace.yml': MANIFEST,
    'drivers/b/open-userspace.yml': 'version: 1\ndriver: b\ncompiller: []\n',
    '.github/open-userspace-policy.yml': 'version: 1\nmode: audti\n',
  })
  const all = await cli(['lint'])
  expect(all.code).toBe(1)
  expect(all.out).toMatch(/^drivers\/a\/open-userspace\.yml: valid$/m)
  expect(all.out).toMatch(/^drivers\/b\/open-userspace\.yml:3:1: .*compiler/m)
  expect(all.out).toMatch(/^\.github\/open-userspace-policy\.yml:2:7: .*audit/m)
  expect((await cli(['lint', 'drivers/a/open-userspace.yml'])).code).toBe(0)
})

test('a reader that leaves early changes nothing about the answer', async () => {
  const { directory } = await workIn({ 'open-userspace.yml': MANIFEST })
  const child = spawn(process.execPath, [MAIN, 'lint'], { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  const [err] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect([child.exitCode, err]).toEqual([0, ''])
})

test('a floor that the service demands can be demanded here too, so that its verdict is reproduced', async () => {
  const { anonymous } = await startGitHub()
  const { cli, first } = await workIn({ 'open-userspace.yml': MANIFEST })
  expect((await cli(['check', '--base', first], anonymous)).code).toBe(0)
  expect((await cli(['check', '--base', first], { ...anonymous, REQUIRE_FLOOR: 'true' })).code).toBe(3)
})

test('as a script of npm, it works where its caller stands', async () => {
  const { directory } = await workIn({ 'drivers/a/open-userspace.yml': MANIFEST })
  const product = new URL('../..', import.meta.url).pathname
  const script = { npm_lifecycle_event: 'cli', npm_package_name: 'open-userspace', INIT_CWD: directory }
  expect((await run(process.execPath, [MAIN, 'lint'], product, script)).out).toBe(
    'drivers/a/open-userspace.yml: valid\n',
  )
  const other = { ...script, npm_package_name: 'another' }
  expect((await run(process.execPath, [MAIN, 'lint'], directory, { ...other, INIT_CWD: product })).code).toBe(0)
})

test('what a manifest holds reaches the terminal harmlessly', async () => {
  const { anonymous } = await startGitHub()
  const { cli } = await workIn({ 'open-userspace.yml': `${MANIFEST}"\\e]0;x\\a\\u202e": 1\n` })
  const { out } = await cli(['check'], anonymous)
  // eslint-disable-next-line no-control-regex -- these are what must not come through
  expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
})
