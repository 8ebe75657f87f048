import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished, expect, test } from 'vitest'
import { driverWorld, propose, startService } from './service.ts'

type Span = {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[]
}

/** A collector on loopback that keeps what it is sent. */
const startCollector = async () => {
  const spans: Span[] = []
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const sent = JSON.parse(Buffer.concat(pieces).toString()) as {
        readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[]
      }
      if (request.url === '/v1/traces')
        spans.push(...sent.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)))
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { spans, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

test('a webhook, its job, the stages of that and their requests are told to a collector', async () => {
  const { spans, url } = await startCollector()
  const story = driverWorld()
  const pull = propose(story)
  const service = await startService(story.world, { environment: { OTEL_EXPORTER_OTLP_ENDPOINT: url } })
  await service.handle('pull_request', service.standin.payload.pullRequest(pull, 'opened'))
  await service.close()

  const named = (name: string) => spans.filter((span) => span.name === name)
  const told = (span: Span | undefined) =>
    Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, Object.values(value)[0]]))
  expect(told(named('webhook')[0])).toMatchObject({ 'webhook.event': 'pull_request', 'webhook.queued': true })
  const [job] = named('job')
  expect(told(job)).toMatchObject({ 'job.kind': 'pull-request', 'job.outcome': 'published' })
  for (const stage of ['judge', 'publish'])
    expect(named(stage).map(({ parentSpanId }) => parentSpanId)).toEqual([job?.spanId])
  // Each host is read by itself, as are the repository's own files.
  expect(new Set(named('read contents').map(({ parentSpanId }) => parentSpanId))).toEqual(
    new Set([named('judge')[0]?.spanId]),
  )
  const writes = named('POST 127.0.0.1').filter(({ parentSpanId }) => parentSpanId === named('publish')[0]?.spanId)
  expect(writes.map((span) => told(span)['http.response.status_code'])).toEqual([200, 201])
  // Names of repositories are nobody's business there.
  expect(JSON.stringify(spans)).not.toContain('npu-kmd')
})

test('a collector that is away holds nothing up', async () => {
  const story = driverWorld()
  const pull = propose(story)
  const service = await startService(story.world, {
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' },
  })
  await service.handle('pull_request', service.standin.payload.pullRequest(pull, 'opened'))
  expect(service.runs(story.driver, pull.headSha)).toHaveLength(1)
})

test('the figures of a verdict are there for Prometheus', async () => {
  const story = driverWorld()
  const pull = propose(story)
  const service = await startService(story.world)
  for (const action of ['opened', 'reopened'])
    await service.handle('pull_request', service.standin.payload.pullRequest(pull, action))
  const metrics = await (await fetch(new URL('/metrics', story.world.app.webhookUrl))).text()
  const value = (name: string) => Number(new RegExp(`^open_userspace_${name} (\\d+)$`, 'm').exec(metrics)?.[1])
  expect(value('verdicts_total{conclusion="success"}')).toBe(1)
  expect(value('stage_duration_seconds_count{stage="judge"}')).toBe(2)
  expect(value('forge_requests_total{host="127.0.0.1",status="201"}')).toBeGreaterThan(0)
  expect(value('facts_total{outcome="miss"}')).toBe(2)
  expect(value('facts_total{outcome="hit"}')).toBe(2)
})
