import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { check } from '../../src/cli/check.ts'
import { connect } from '../../src/cli/connect.ts'
import { loadConfig } from '../../src/config.ts'
import { createReadLineage } from '../../src/gate/lineage.ts'
import { createReadContents } from '../../src/inspect/contents.ts'
import { createMemoryCache } from '../../src/inspect/facts-cache.ts'
import { createSnapshots } from '../../src/inspect/snapshots.ts'
import { makeRepository } from '../git-server/repositories.ts'
import { startGitServer } from '../git-server/server.ts'
import { startStandin } from '../standin/index.ts'
import { startGitLab } from '../standin-gitlab/server.ts'
import { APACHE, driverWorld, MIT } from './service.ts'

const WHENCE = `Driver: npu

File: npu/fw.bin

Licence: Redistributable. See LICENCE.npu for details

--------------------------------------------------------------------------
`
const LICENCE = `Redistribution and use in binary form, without modification, are permitted provided that the following
conditions are met: redistributions must reproduce the above copyright notice and the following disclaimer.
`

/** Three forges on loopback in the place of four hosts, and the command line that reads them. */
const startForges = async () => {
  const root = mkdtempSync(join(tmpdir(), 'forges-'))
  const driver = mkdtempSync(join(tmpdir(), 'driver-'))
  const mesa = makeRepository(root, 'mesa.git', { 'src/gallium/npu/npu.c': 'int npu100;\n', LICENSE: MIT })
  const firmware = makeRepository(root, 'linux-firmware.git', { WHENCE, 'LICENCE.npu': LICENCE, 'npu/fw.bin': 'x' })
  makeRepository(root, 'pub/scm/npu.git', { 'npu100.c': 'int npu100;\n', LICENSE: APACHE })
  const at = { defaultBranch: 'main' }
  const { world } = driverWorld()
  const [github, gitlab, git] = await Promise.all([
    startStandin({ world }),
    startGitLab({
      projects: [
        { path: 'mesa/mesa', directory: mesa.directory, ...at },
        { path: 'kernel-firmware/linux-firmware', directory: firmware.directory, ...at },
      ],
    }),
    startGitServer({ root }),
  ])
  writeFileSync(join(driver, 'git.pem'), git.ca)
  writeFileSync(
    join(driver, 'forges.yml'),
    `- { host: github.com, kind: github, api: "${github.url}" }
- { host: gitlab.freedesktop.org, kind: gitlab, api: "${gitlab.origin}/api/v4", archive: "${gitlab.origin}" }
- { host: gitlab.com, kind: gitlab, api: "${gitlab.origin}/api/v4" }
- { host: git.kernel.org, kind: git, archive: "${git.origin}", ca: ./git.pem }
`,
  )
  const snapshots = createSnapshots({ threads: 2 })
  onTestFinished(async () => {
    await Promise.all([github.close(), gitlab.close(), git.close(), snapshots.close()])
    rmSync(root, { recursive: true })
    rmSync(driver, { recursive: true })
  })
  return {
    git,
    judge: async (manifest: string) => {
      writeFileSync(join(driver, 'open-userspace.yml'), manifest)
      const connected = connect({ FORGES_FILE: join(driver, 'forges.yml') }, loadConfig(), () => undefined)
      if (!connected.ok) throw new Error(connected.fault)
      const { outside, config, requireFloor, close } = connected
      onTestFinished(close)
      const readContents = createReadContents(snapshots, createMemoryCache())
      const options = { directory: driver, manifest: null, base: null, patch: null, policy: null }
      const readLineage = createReadLineage(config.upstreams)
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
