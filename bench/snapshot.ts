// How fast snapshots are read: `npm run bench:snapshot`, with `-- --quick` for small archives, `-- FILE...` for archives
// that are there. Needs gzip, tar and Linux.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createSnapshots } from '../src/inspect/snapshots.ts'
import { createHttpServer, listen } from '../src/server/server.ts'
import { quantile } from './licenses/speed.ts'
import { type Archive, generate } from './snapshot/generate.ts'
import { scan } from './snapshot/scan.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, runs: { type: 'string', default: '3' } },
})
const RUNS = Number(values.runs)
const MB = 1024 * 1024
const SCALE = values.quick ? 16 : 1

const row = (measure: string, reach: string, found: string): void =>
  console.log(`${measure.padEnd(62)} ${reach.padEnd(10)} ${found}`)
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`
const megabytes = (bytes: number): string => `${(bytes / MB).toFixed(0)} MB`

const CHILD = fileURLToPath(new URL('snapshot/child.ts', import.meta.url))
const child = (...args: readonly string[]): number =>
  Number(execFileSync(process.execPath, [CHILD, ...args], { encoding: 'utf8' }))

/** `gzip -dc ARCHIVE | tar -tf - >/dev/null`; milliseconds. */
const listed = (path: string): number => {
  const start = performance.now()
  execFileSync('sh', ['-c', 'gzip -dc "$0" | tar -tf - >/dev/null', path])
  return performance.now() - start
}

const directory = mkdtempSync(join(tmpdir(), 'open-userspace-bench-'))
const make = async (name: string, archive: Archive): Promise<string> => {
  const path = join(directory, `${name}.tar.gz`)
  await generate(path, archive)
  return path
}

const snapshots = createSnapshots({ threads: 2 })

/** What a worker runs is compiled as it runs, which takes some scans of a small archive; a service has long done so. */
const SETTLED_MS = 3000

/** The best of some runs of each, taken in turns, as others use the machine too. */
const ratio = async (path: string): Promise<void> => {
  const first = await scan(snapshots, path)
  let [scanned, plain, spent] = [Infinity, Infinity, 0]
  for (let run = 0; run < RUNS || spent < SETTLED_MS; run += 1) {
    plain = Math.min(plain, listed(path))
    const took = await scan(snapshots, path)
    scanned = Math.min(scanned, took)
    spent += took
  }
  const times = `${seconds(scanned)} to ${seconds(plain)}; the first scan of a process ${seconds(first)}`
  row(`${basename(path)}: all inspectors, to gzip | tar`, '<= 2.0', `${(scanned / plain).toFixed(2)} (${times})`)
}

const memory = (path: string, ready: number): void =>
  row(
    `${basename(path)}: peak memory above a process that is ready`,
    '<= 100 MB',
    megabytes(child('scan', path) - ready),
  )

/** How long webhooks wait for their answer while two scans run. */
const answers = async (path: string): Promise<void> => {
  const secret = 'bench'
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
  const server = createHttpServer({ secret, handles: () => true, deliver: () => Promise.resolve(true), log })
  const url = await listen(server, { host: '127.0.0.1', port: 0 })
  const measure = async (work: () => Promise<unknown>): Promise<readonly number[]> => {
    const client: ChildProcess = spawn(process.execPath, [CHILD, 'post', `${url}/api/github/webhooks`, secret], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    client.stdout?.on('data', (text: Buffer) => (said += text.toString()))
    const ended = new Promise((resolve) => client.on('close', resolve))
    await work()
    client.kill('SIGTERM')
    await ended
    // The first wait for the client to warm up.
    return (JSON.parse(said) as number[]).slice(10).sort((a, b) => a - b)
  }
  const idle = await measure(() => new Promise((resolve) => setTimeout(resolve, 3000)))
  const busy = await measure(() => Promise.all([scan(snapshots, path), scan(snapshots, path)]))
  server.close()
  server.closeAllConnections()
  const p99 = (times: readonly number[]): string => `${quantile(times, 0.99).toFixed(1)} ms`
  row(`webhooks' answers during two scans, p99 of ${busy.length}`, '<= 50 ms', `${p99(busy)} (idle: ${p99(idle)})`)
}

const growth = async (what: string, sizes: readonly Archive[]): Promise<void> => {
  const times: string[] = []
  for (const [at, size] of sizes.entries()) {
    const path = await make(`growth-${at}`, size)
    await scan(snapshots, path)
    let best = Infinity
    for (let run = 0; run < RUNS; run += 1) best = Math.min(best, await scan(snapshots, path))
    times.push(`${megabytes(size.bytes)} in ${size.files} files ${seconds(best)}`)
    rmSync(path)
  }
  row(`growth with ${what}`, 'linear', times.join(', '))
}

try {
  console.log(`${availableParallelism()} processors, node ${process.version}`)
  row('measure', 'reach', 'found')
  const ready = child('ready')
  if (positionals.length > 0) {
    for (const path of positionals) {
      await ratio(path)
      memory(path, ready)
    }
  } else {
    const small = await make('10MB', { files: 2_000, bytes: 10 * MB })
    const large = await make('1GB', { files: 100_000 / SCALE, bytes: (1024 * MB) / SCALE })
    await ratio(small)
    await ratio(large)
    memory(large, ready)
    const huge = await make('4GB', { files: 400_000 / SCALE, bytes: (4096 * MB) / SCALE })
    row('  its size, packed', '', megabytes(statSync(huge).size))
    memory(huge, ready)
    rmSync(huge)
    await answers(large)
    await growth(
      'bytes',
      [1, 2, 4].map((times) => ({ files: 10_000, bytes: (times * 128 * MB) / SCALE })),
    )
    await growth(
      'files',
      [1, 2, 4].map((times) => ({ files: (times * 10_000) / SCALE, bytes: (128 * MB) / SCALE })),
    )
  }
} finally {
  await snapshots.close()
  rmSync(directory, { recursive: true })
}
