import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, test } from 'vitest'
import { check } from '../../src/cli/check.ts'
import { connect } from '../../src/cli/connect.ts'
import { loadConfig } from '../../src/config.ts'
import { createReadLineage } from '../../src/gate/lineage.ts'
import { createReadContents } from '../../src/inspect/contents.ts'
import { createMemoryCache } from '../../src/inspect/facts-cache.ts'
import { createSnapshots } from '../../src/inspect/snapshots.ts'
import { makeRepository } from '../git-server/repositories.ts'
import { type GitServerOptions, startGitServer } from '../git-server/server.ts'
import type { FaultPredicate } from '../standin/faults.ts'
import { startStandin } from '../standin/index.ts'
import { type GitLabStandinOptions, startGitLab } from '../standin-gitlab/server.ts'
import { APACHE, CROSSING, driverWorld, MIT, startService } from './service.ts'

const WHENCE = `Driver: npu

File: npu/fw.bin

Licence: Redistributable. See LICENCE.npu for details

--------------------------------------------------------------------------
`
const LICENCE = `Redistribution and use in binary form, without modification, are permitted provided that the following
conditions are met: redistributions must reproduce the above copyright notice and the following disclaimer.
`

/** What the upstreams hold, by where they are. */
const UPSTREAMS = {
  'mesa/mesa': { 'src/gallium/npu/npu.c': 'int npu100;\n', LICENSE: MIT },
  'kernel-firmware/linux-firmware': { WHENCE, 'LICENCE.npu': LICENCE, 'npu/fw.bin': 'x' },
  'pub/scm/npu': { 'npu100.c': 'int npu100;\n', LICENSE: APACHE },
  'pub/scm/linux/kernel/git/torvalds/linux': { 'npu100.c': 'int npu100;\n', LICENSE: APACHE },
  'pub/scm/linux/kernel/git/wens/wireless-regdb': { 'npu100.c': 'int npu100;\n', LICENSE: APACHE },
} as const
type UpstreamPath = keyof typeof UPSTREAMS

/** What goes before the answers of a server. */
type Hold = {
  readonly gitlab?: Pick<GitLabStandinOptions, 'before'>
  readonly git?: Pick<GitServerOptions, 'before'>
}

/** GitLab and plain git on loopback in the place of three hosts, and a file of hosts that says so. */
const startUpstreams = async ({ gitlab: onGitLab, git: onGit }: Hold = {}) => {
  const root = mkdtempSync(join(tmpdir(), 'forges-'))
  const made = Object.entries(UPSTREAMS).map(([path, files]) => [path, makeRepository(root, `${path}.git`, files)])
  const repositories = Object.fromEntries(made) as Record<UpstreamPath, ReturnType<typeof makeRepository>>
  const project = (path: UpstreamPath) => ({ path, directory: repositories[path].directory, defaultBranch: 'main' })
  const [gitlab, git] = await Promise.all([
    startGitLab({ projects: [project('mesa/mesa'), project('kernel-firmware/linux-firmware')], ...onGitLab }),
    startGitServer({ root, ...onGit }),
  ])
  writeFileSync(join(root, 'git.pem'), git.ca)
  const file = join(root, 'forges.yml')
  const hosts = `- { host: gitlab.freedesktop.org, kind: gitlab, api: "${gitlab.origin}/api/v4", archive: "${gitlab.origin}" }
- { host: gitlab.com, kind: gitlab, api: "${gitlab.origin}/api/v4" }
- { host: git.kernel.org, kind: git, archive: "${git.origin}", ca: ./git.pem }
`
  writeFileSync(file, hosts)
  onTestFinished(async () => {
    await Promise.all([gitlab.close(), git.close()])
    rmSync(root, { recursive: true })
  })
  return { file, hosts, repositories, gitlab, git }
}

/** Three forges, and the command line that reads them. */
const startForges = async (hold: Hold & { readonly github?: FaultPredicate } = {}) => {
  const { file, hosts } = await startUpstreams(hold)
  const driver = mkdtempSync(join(tmpdir(), 'driver-'))
  const { world } = driverWorld()
  const github = await startStandin({ world })
  if (hold.github !== undefined) github.fault(hold.github)
  writeFileSync(file, `${hosts}- { host: github.com, kind: github, api: "${github.url}" }\n`)
  const snapshots = createSnapshots({ threads: 2 })
  onTestFinished(async () => {
    await Promise.all([github.close(), snapshots.close()])
    rmSync(driver, { recursive: true })
  })
  return {
    judge: async (manifest: string, policy: string | null = null) => {
      writeFileSync(join(driver, 'open-userspace.yml'), manifest)
      if (policy !== null) writeFileSync(join(driver, 'policy.yml'), policy)
      const connected = connect({ FORGES_FILE: file }, loadConfig(), () => undefined)
      if (!connected.ok) throw new Error(connected.fault)
      const { outside, config, requireFloor, close } = connected
      onTestFinished(close)
      const readContents = createReadContents(snapshots, createMemoryCache())
      const options = {
        directory: driver,
        manifest: null,
        base: null,
        patch: null,
        policy: policy === null ? null : join(driver, 'policy.yml'),
      }
      const readLineage = createReadLineage(config)
      const world = { config, outside, readContents, readLineage, requireFloor, today: '2026-06-01' }
      const checked = await check(options, world)
      if (!checked.ok) throw new Error(checked.fault)
      return checked.verdict.findings.map(({ rule, reason, outcome, component }) => ({
        found: `${rule}/${reason.code}: ${outcome}`,
        repository: component?.repository,
        reason,
      }))
    },
  }
}

const OPEN = `version: 1
driver: npu
targets: [npu100]
userspace:
  - { repository: https://gitlab.freedesktop.org/mesa/mesa, path: src/gallium/npu, license: MIT }
  - { repository: https://github.com/example/npu-umd, license: MIT }
compiler:
  - { repository: https://git.kernel.org/pub/scm/npu, license: Apache-2.0 }
firmware:
  - { repository: https://gitlab.com/kernel-firmware/linux-firmware, files: ["npu/*"] }
`

test('a manifest over GitHub, GitLab and plain git is judged whole, by the same rules', async () => {
  const { judge } = await startForges()
  const findings = await judge(OPEN)
  const of = (repository: string) => findings.filter((each) => each.repository === repository).map(({ found }) => found)
  expect(of('https://gitlab.freedesktop.org/mesa/mesa')).toEqual(
    expect.arrayContaining(['reachable/readable: met', 'upstream/canonical: met', 'license/fits: met']),
  )
  expect(of('https://github.com/example/npu-umd')).toEqual(
    expect.arrayContaining(['reachable/readable: met', 'upstream/own-upstream: met', 'license/fits: met']),
  )
  expect(of('https://git.kernel.org/pub/scm/npu')).toEqual(
    expect.arrayContaining(['reachable/readable: met', 'upstream/not-tellable: noted', 'license/fits: met']),
  )
  expect(of('https://gitlab.com/kernel-firmware/linux-firmware')).toEqual(
    expect.arrayContaining(['reachable/readable: met', 'upstream/canonical: met', 'license/fits: met']),
  )
}, 60_000)

test('a host that the policy leaves out is asked nothing, for components and changes alike', async () => {
  const asked: string[] = []
  const { judge } = await startForges({
    gitlab: { before: ({ url }) => asked.push(url ?? '') < 0 },
    git: { before: ({ url }) => asked.push(url ?? '') < 0 },
  })
  const change = 'https://gitlab.freedesktop.org/mesa/mesa/-/merge_requests/1'
  const manifest = OPEN.replace('mesa, path: src/gallium/npu,', `$& change: ${change},`)
  const findings = await judge(manifest, 'version: 1\nforges: [github.com]\n')
  expect(asked).toEqual([])
  const left = findings.filter(({ found }) => found === 'reachable/host-not-allowed: unmet')
  expect(left.map(({ repository }) => repository)).toEqual([
    'https://gitlab.freedesktop.org/mesa/mesa',
    'https://git.kernel.org/pub/scm/npu',
    'https://gitlab.com/kernel-firmware/linux-firmware',
  ])
  expect(findings.filter(({ found }) => found.endsWith('unknown'))).toEqual([])
}, 60_000)

describe('a manifest over three forges takes no longer than its slowest one', () => {
  const NAMES = ['github', 'gitlab', 'git'] as const
  type Name = (typeof NAMES)[number]

  /** The first question to each forge, and that for its files, as they come; the first answers wait for what is given. */
  const watched = (heldUntil: (name: Name, seen: Record<'asked' | 'read', Seen>) => Promise<unknown> | null) => {
    const seen = { asked: seenBy(), read: seenBy() }
    const answersOf = new Map<Name, number>()
    const come = (name: Name, readsFiles: boolean): Promise<unknown> | null => {
      if (readsFiles) seen.read.note(name)
      const before = answersOf.get(name) ?? 0
      answersOf.set(name, before + 1)
      if (before > 0) return null
      seen.asked.note(name)
      return heldUntil(name, seen)
    }
    let looks = 0
    const hold: Parameters<typeof startForges>[0] = {
      github: ({ operation }) => {
        const until = come('github', operation === 'repos/download-tarball-archive')
        return until === null ? undefined : { kind: 'held', until }
      },
      gitlab: {
        before: async ({ url = '' }) => {
          await come('gitlab', url.includes('/archive.tar.gz'))
          return false
        },
      },
      git: {
        before: async ({ url = '' }) => {
          // It is looked for and asked for its refs before its files.
          if (url.includes('/info/refs')) looks++
          await come('git', looks > 2)
          return false
        },
      },
    }
    return hold
  }

  type Seen = ReturnType<typeof seenBy>
  const seenBy = () => {
    const events = new Map(NAMES.map((name) => [name, Promise.withResolvers<null>()]))
    return {
      note: (name: Name) => events.get(name)?.resolve(null),
      by: (names: readonly Name[]) => Promise.all(names.flatMap((name) => events.get(name)?.promise ?? [])),
    }
  }

  const MANIFEST = OPEN.slice(0, OPEN.indexOf('firmware:'))
  const isJudged = async (hold: Parameters<typeof startForges>[0]) => {
    const { judge } = await startForges(hold)
    const findings = await judge(MANIFEST)
    const reachable = findings.filter(({ found }) => found === 'reachable/readable: met')
    expect(reachable).toHaveLength(3)
  }

  it('all are asked before any has answered', async () => {
    await isJudged(watched((_name, { asked }) => asked.by(NAMES)))
  }, 60_000)

  it.each(NAMES)(
    'the files of the others are read before %s has answered at all',
    async (slow) => {
      const others = NAMES.filter((name) => name !== slow)
      await isJudged(watched((name, { read }) => (name === slow ? read.by(others) : null)))
    },
    60_000,
  )
})

describe('a pull request whose manifest names a mirror on GitHub', () => {
  type Mirror = { readonly name: string; readonly upstream: string; readonly path: UpstreamPath; readonly as: Stack }
  type Stack = (repository: string) => string

  const userspace: Stack = (repository) => `userspace:
  - { repository: ${repository}, path: src/gallium/npu, license: MIT }
compiler:
  - { repository: https://github.com/example/npu-mlir, path: lib, license: Apache-2.0 }
`
  const compiler: Stack = (repository) => `userspace:
  - { repository: https://github.com/example/npu-umd, license: MIT }
compiler:
  - { repository: ${repository}, license: Apache-2.0 }
`
  const firmware: Stack = (repository) => `${compiler('https://github.com/example/npu-mlir')}firmware:
  - { repository: ${repository}, files: ["npu/*"] }
`
  const MESA = { upstream: 'https://gitlab.freedesktop.org/mesa/mesa', path: 'mesa/mesa', as: userspace } as const
  const FIRMWARE = {
    upstream: 'https://gitlab.com/kernel-firmware/linux-firmware',
    path: 'kernel-firmware/linux-firmware',
    as: firmware,
  } as const
  const atKernelOrg = (path: UpstreamPath) => ({ upstream: `https://git.kernel.org/${path}`, path, as: compiler })
  const LINUX = atKernelOrg('pub/scm/linux/kernel/git/torvalds/linux')
  const REGDB = atKernelOrg('pub/scm/linux/kernel/git/wens/wireless-regdb')

  /** The driver's repository and a mirror with the upstream's own commits, and what the App says of a pull request. */
  const propose = async ({ name, upstream, path, as }: Mirror, own: Record<string, string> = {}) => {
    const story = driverWorld()
    const upstreams = await startUpstreams()
    const mirror = story.world.repository({ name, license: null })
    const author = { name: 'A', email: 'a@example.org', date: new Date('2026-01-01T00:00:00Z') }
    mirror.commit('main', { changes: UPSTREAMS[path], message: 'Change\n', author })
    expect(mirror.commitAt('main')?.sha).toBe(upstreams.repositories[path].commit)
    if (Object.keys(own).length > 0) mirror.commit('main', { changes: own })
    const manifest = (repository: string) => `version: 1\ndriver: npu\ntargets: [npu100]\n${as(repository)}`
    story.driver.commit('main', { changes: { 'open-userspace.yml': manifest(`https://github.com/${name}`) } })
    story.driver.commit('export', { changes: { 'src/export.c': CROSSING } })
    const pull = story.world.pullRequest({ base: story.driver, head: 'export' })
    const service = await startService(story.world, { environment: { FORGES_FILE: upstreams.file } })
    const { standin, handle } = service
    const judge = async (action: 'opened' | 'synchronize') => {
      await handle('pull_request', standin.payload.pullRequest(pull, action))
      const { conclusion, output } = standin.checkRuns(story.driver, pull.headSha).at(-1) ?? expect.unreachable()
      return { conclusion, summary: output.summary ?? '' }
    }
    const declare = (repository: string) =>
      void story.driver.commit('export', { changes: { 'open-userspace.yml': manifest(repository) } })
    return { ...upstreams, standin, judge, declare, upstream }
  }

  const line = (summary: string) => /Write `repository: (?<upstream>\S+)`/.exec(summary)?.groups?.['upstream']

  it.each<Mirror>([
    { name: 'chaotic-cx/mesa-mirror', ...MESA },
    { name: 'wkennington/linux-firmware', ...FIRMWARE },
    { name: 'torvalds/linux', ...LINUX },
    // Nobody has listed these.
    { name: 'acme/mesa', ...MESA },
    { name: 'acme/linux-firmware', ...FIRMWARE },
    { name: 'acme/linux', ...LINUX },
    { name: 'acme/wireless-regdb', ...REGDB },
  ])('$name: fails with the line to write, and passes once that is written', async (mirror) => {
    const { judge, declare, standin, upstream } = await propose(mirror)
    const before = await judge('opened')
    expect(before.conclusion).toBe('failure')
    expect(line(before.summary)).toBe(upstream)
    declare(line(before.summary) ?? '')
    const after = await judge('synchronize')
    expect(after.conclusion).toBe('success')
    expect(line(after.summary)).toBeUndefined()
    expect(standin.faults).toEqual([])
  })

  it('with a commit of its own is a fork, which is for a maintainer to accept', async () => {
    const { judge, upstream } = await propose({ name: 'acme/mesa', ...MESA }, { README: 'A mirror.\n' })
    const { conclusion, summary } = await judge('opened')
    expect(conclusion).toBe('action_required')
    expect(line(summary)).toBe(upstream)
  })

  it('with code of its own at the path is its own upstream', async () => {
    const as: Stack = (repository) => userspace(repository).replace('src/gallium/npu', 'src/gallium/own')
    const { judge } = await propose({ name: 'acme/mesa', ...MESA, as }, { 'src/gallium/own/npu.c': 'int npu100;\n' })
    expect((await judge('opened')).conclusion).toBe('success')
  })

  it('is looked up once, as what is found is kept by commit', async () => {
    const { judge, declare, gitlab, upstream } = await propose({ name: 'acme/mesa', ...MESA })
    await judge('opened')
    const asked = gitlab.asked.length
    expect(asked).toBeGreaterThan(0)
    declare('https://github.com/acme/mesa.git')
    expect(line((await judge('synchronize')).summary)).toBe(upstream)
    expect(gitlab.asked).toHaveLength(asked)
  })
})
