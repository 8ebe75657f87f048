// What the benchmark measures in a process of its own: `child.ts ready`, `child.ts scan FILE`, `child.ts post URL SECRET`.
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** Of this process so far, in bytes. Linux alone tells it for the process that it is, and not for its parent too. */
const peak = (): number =>
  1024 * Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? Number.NaN)

const [, , what, ...args] = process.argv
const say = (found: unknown): void => void process.stdout.write(JSON.stringify(found))

if (what === 'ready') {
  const { identify } = await import('../../src/license-index.js')
  identify('MIT License')
  say(peak())
} else if (what === 'scan') {
  const { createSnapshots } = await import('../../src/inspect/snapshots.ts')
  const { scan } = await import('./scan.ts')
  const snapshots = createSnapshots()
  await scan(snapshots, args[0] ?? '')
  say(peak())
  await snapshots.close()
} else {
  const [url = '', secret = ''] = args
  const body = Buffer.from(JSON.stringify({ action: 'opened', filler: 'x'.repeat(22_000) }))
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  const times: number[] = []
  process.on('SIGTERM', () => {
    say(times)
    process.exit()
  })
  for (;;) {
    const start = performance.now()
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'pull_request',
        'x-github-delivery': crypto.randomUUID(),
        'x-hub-signature-256': signature,
      },
    })
    await answer.arrayBuffer()
    if (answer.status >= 300) throw new Error(`the server answered ${answer.status}`)
    times.push(performance.now() - start)
    await wait(20)
  }
}
