import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { createInterface } from 'node:readline'

export type TestRedis = {
  readonly url: string
  /** Ends it at once, as a crash would, and starts it anew on the same port. What isn't kept is lost. */
  readonly restart: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** The server to test with: Redis or Valkey, whichever this machine has; null where it has none. */
export const redisBinary = (): string | null =>
  ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0) ?? null

/** Whether tests that need a Redis can run; says so once where they can't. */
export const hasRedis = (): boolean => {
  const has = process.env['TEST_REDIS_URL'] !== undefined || redisBinary() !== null
  if (!has && !told)
    console.log('Skipped what needs a Redis: install redis-server to run it (apt-get install redis-server)')
  told = true
  return has
}
let told = false

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const launch = async (binary: string, port: number): Promise<ChildProcess> => {
  const child = spawn(binary, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    if (/ready to accept connections/i.test(line)) break
  }
  // Nobody reads on, and a full pipe would stop it.
  child.stdout.resume()
  return child
}

/** The Redis at `TEST_REDIS_URL`, or one of its own where that isn't set. */
export const someRedis = async (): Promise<Pick<TestRedis, 'url' | 'stop'>> => {
  const given = process.env['TEST_REDIS_URL']
  return given === undefined ? startRedis() : { url: given, stop: () => Promise.resolve() }
}

/** A Redis of its own on loopback that keeps nothing. */
export const startRedis = async (): Promise<TestRedis> => {
  const binary = redisBinary()
  if (binary === null) throw new Error('there is no Redis')
  const port = await freePort()
  let child = await launch(binary, port)
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    restart: async () => {
      await stop()
      child = await launch(binary, port)
    },
    stop,
  }
}
