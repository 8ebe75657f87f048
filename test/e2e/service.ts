import apache from 'spdx-license-list/licenses/Apache-2.0.json' with { type: 'json' }
import mit from 'spdx-license-list/licenses/MIT.json' with { type: 'json' }
import { onTestFinished } from 'vitest'
import { readEnvironment } from '../../src/app/environment.ts'
import { createLog } from '../../src/app/log.ts'
import { type Seams, start } from '../../src/app/start.ts'
import type { StartTimer } from '../../src/app/timer.ts'
import { loadConfig } from '../../src/config.ts'
import { createWorld, type Repository, startStandin, type StandinOptions, type World } from '../standin/index.ts'

const config = loadConfig()

/** A clock that goes on by itself, and further where a test says so. */
const createClock = () => {
  let ahead = 0
  const now = () => Date.now() + ahead
  const timers = new Set<{ readonly at: number; readonly then: () => void; readonly real: NodeJS.Timeout }>()
  const timer: StartTimer = (then, delayMs) => {
    const entry = {
      at: now() + delayMs,
      then,
      real: setTimeout(() => {
        timers.delete(entry)
        then()
      }, delayMs).unref(),
    }
    timers.add(entry)
    return () => {
      clearTimeout(entry.real)
      timers.delete(entry)
    }
  }
  const pass = (ms: number): void => {
    ahead += ms
    for (const entry of [...timers].filter(({ at }) => at <= now()).sort((a, b) => a.at - b.at)) {
      clearTimeout(entry.real)
      timers.delete(entry)
      entry.then()
    }
  }
  return { now, timer, pass }
}

/** Longer than any test, so that nothing is done but what a test asks for. */
const NEVER_MS = 3_600_000

/** The real App, in this process, against a stand-in for GitHub; both end with the test. */
export const startService = async (
  world: World,
  options: Omit<StandinOptions, 'world' | 'now'> & {
    readonly environment?: Record<string, string>
    readonly seams?: Omit<Seams, 'now' | 'timer'>
  } = {},
) => {
  const { environment: more = {}, seams = {}, ...standinOptions } = options
  const clock = createClock()
  const standin = await startStandin({ ...standinOptions, world, now: clock.now })
  const environment = readEnvironment({
    APP_ID: String(world.app.id),
    PRIVATE_KEY: world.app.privateKey,
    WEBHOOK_SECRET: world.app.webhookSecret,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_FORMAT: 'json',
    ...('GHE_HOST' in more ? {} : { GITHUB_API_URL: standin.url }),
    ...more,
    ...(more['GHE_HOST'] === 'standin' ? { GHE_HOST: new URL(standin.url).host } : {}),
  })
  if (!environment.ok) throw new Error(environment.faults.join('\n'))
  const lines: string[] = []
  const log = createLog(environment.value, { write: (line) => void lines.push(line) })
  const service = await start(environment.value, config, log, { firstSweepMs: NEVER_MS, ...seams, ...clock })
  let closing: Promise<void> | null = null
  const close = () => (closing ??= service.close())
  onTestFinished(async () => {
    await close()
    await standin.close()
  })
  world.app.webhookUrl = `${service.url}/api/github/webhooks`
  return {
    standin,
    idle: service.idle,
    close,
    /** What the service has logged. */
    logged: () => lines.join(''),
    /** Lets time pass, and waits until all that was put off until then has ended. */
    pass: async (ms: number) => {
      clock.pass(ms)
      await service.idle()
    },
    /** Delivers a webhook and waits until all that it set off has ended. */
    handle: async (event: string, payload: Parameters<typeof standin.deliver>[0]['payload']) => {
      const delivery = await standin.deliver({ event, payload })
      await service.idle()
      return delivery
    },
    /** What was written to a commit, as conclusion (or status) and title. */
    runs: (repository: Repository, sha: string) =>
      standin.checkRuns(repository, sha).map((run) => `${run.conclusion ?? run.status}: ${run.output.title ?? ''}`),
  }
}

export const MANIFEST = `version: 1
driver: npu
targets: [npu100]
userspace:
  - repository: https://github.com/example/npu-umd
    license: MIT
compiler:
  - repository: https://github.com/example/npu-mlir
    license: Apache-2.0
    path: lib
`

/** Lines that cross the line, written for this test. */
export const CROSSING = `#include <linux/dma-buf.h>

int npu_export(struct npu_buffer *buffer)
{
	return PTR_ERR_OR_ZERO(dma_buf_export(&buffer->info));
}
`

export const MIT = mit.licenseText
export const APACHE = apache.licenseText

/** A stand-alone driver with an open userspace and compiler. */
export const driverWorld = (world = createWorld()) => {
  const driver = world.repository({
    name: 'example/npu-kmd',
    license: 'GPL-2.0',
    files: { 'open-userspace.yml': MANIFEST, 'src/main.c': 'int npu_init(void) { return 0; }\n', README: 'npu\n' },
  })
  const userspace = world.repository({
    name: 'example/npu-umd',
    license: 'MIT',
    files: { LICENSE: MIT, 'umd.c': 'int a;\n' },
  })
  const compiler = world.repository({
    name: 'example/npu-mlir',
    license: 'Apache-2.0',
    files: { LICENSE: APACHE, 'lib/npu100.cpp': 'int b;\n' },
  })
  world.install({ account: 'example' })
  return { world, driver, userspace, compiler }
}

type DriverWorld = ReturnType<typeof driverWorld>

/** Opens a pull request from a branch of the driver's own repository. */
export const propose = (
  { world, driver }: Pick<DriverWorld, 'world' | 'driver'>,
  changes: Record<string, string | null> = { 'src/export.c': CROSSING },
  branch = 'export',
) => {
  driver.commit(branch, { changes, message: 'npu: export buffers' })
  return world.pullRequest({ base: driver, head: branch, title: 'Export buffers' })
}
