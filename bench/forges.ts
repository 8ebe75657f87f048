// How long a manifest over three forges takes beside the slowest of them alone: `npm run bench:forges`, with
// `-- --github 100 --gitlab 300 --git 500` for how late each answers, in milliseconds. Everything is on loopback.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { check } from '../src/cli/check.ts'
import { connect } from '../src/cli/connect.ts'
import { loadConfig } from '../src/config.ts'
import { createReadLineage } from '../src/gate/lineage.ts'
import { createReadContents } from '../src/inspect/contents.ts'
import { createMemoryCache } from '../src/inspect/facts-cache.ts'
import { createSnapshots } from '../src/inspect/snapshots.ts'
import { makeRepository } from '../test/git-server/repositories.ts'
import { startGitServer } from '../test/git-server/server.ts'
import { startGitLab } from '../test/standin-gitlab/server.ts'
import { createWorld, startStandin } from '../test/standin/index.ts'

const { values } = parseArgs({
  options: {
    github: { type: 'string', default: '100' },
    gitlab: { type: 'string', default: '300' },
    git: { type: 'string', default: '500' },
  },
})

const lateBy = (ms: string) => ({ before: () => sleep(Number(ms), false) })
const FILES = { 'src/npu.c': 'int npu100;\n', LICENSE: 'MIT\n' }

const root = mkdtempSync(join(tmpdir(), 'bench-forges-'))
const { directory } = makeRepository(root, 'example/npu.git', FILES)
const world = createWorld()
world.repository({ name: 'example/npu', files: FILES })
const [github, gitlab, git] = await Promise.all([
  startStandin({ world, latencyMs: Number(values.github), limits: { anonymous: 5_000 } }),
  startGitLab({ projects: [{ path: 'example/npu', directory, defaultBranch: 'main' }], ...lateBy(values.gitlab) }),
  startGitServer({ root, ...lateBy(values.git) }),
])
writeFileSync(join(root, 'git.pem'), git.ca)
const file = join(root, 'forges.yml')
writeFileSync(
  file,
  `- { host: github.com, kind: github, api: "${github.url}" }
- { host: gitlab.com, kind: gitlab, api: "${gitlab.origin}/api/v4" }
- { host: git.kernel.org, kind: git, archive: "${git.origin}", ca: ./git.pem }
`,
)

const snapshots = createSnapshots({ threads: 2 })

/** Milliseconds to a verdict on components at these hosts, with nothing known of any of them. */
const judge = async (hosts: readonly string[]): Promise<number> => {
  const driver = mkdtempSync(join(root, 'driver-'))
  const components = hosts.map((host) => `  - { repository: https://${host}/example/npu, path: src }\n`).join('')
  writeFileSync(join(driver, 'open-userspace.yml'), `version: 1\ndriver: npu\nuserspace:\n${components}`)
  const connected = connect({ FORGES_FILE: file }, loadConfig(), () => undefined)
  if (!connected.ok) throw new Error(connected.fault)
  const { outside, config, requireFloor, close } = connected
  const readContents = createReadContents(snapshots, createMemoryCache())
  const readLineage = createReadLineage(config)
  const options = { directory: driver, manifest: null, base: null, patch: null, policy: null }
  const begun = performance.now()
  const checked = await check(options, {
    config,
    outside,
    readContents,
    readLineage,
    requireFloor,
    today: '2026-06-01',
  })
  const took = performance.now() - begun
  if (!checked.ok || checked.verdict.findings.some(({ outcome }) => outcome === 'unknown'))
    throw new Error('not all was read')
  await close()
  return took
}

const HOSTS = ['github.com', 'gitlab.com', 'git.kernel.org']
await judge(HOSTS)
const alone: number[] = []
for (const host of HOSTS) {
  alone.push(await judge([host]))
  console.log(`${host.padEnd(16)} ${alone.at(-1)?.toFixed(0).padStart(6)} ms alone`)
}
const together = await judge(HOSTS)
console.log(`${'all three'.padEnd(16)} ${together.toFixed(0).padStart(6)} ms, in one run`)
const [slowest, sum] = [Math.max(...alone), alone.reduce((a, b) => a + b, 0)]
console.log(`${(together / slowest).toFixed(2)} of the slowest, ${(together / sum).toFixed(2)} of one after the other`)

await Promise.all([github.close(), gitlab.close(), git.close(), snapshots.close()])
rmSync(root, { recursive: true })
