import { AsyncLocalStorage } from 'node:async_hooks'
import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace as api } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { VERSION } from '../../version.ts'
import type { Trace, Tracing } from './trace.ts'

const KINDS = { client: SpanKind.CLIENT, internal: SpanKind.INTERNAL, server: SpanKind.SERVER }
/** At the end nobody waits longer for a collector. */
const LAST_EXPORT_MS = 2_000

/** Sends spans in batches, and drops them where the collector is away: work never waits for it. */
export const createOtlpTracing = (endpoint: string): Tracing => {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` })
  const about = { 'service.name': 'open-userspace', 'service.version': VERSION }
  const provider = new TracerProvider({
    resource: resourceFromAttributes(about).merge(defaultResource()).merge(resourceFromAttributes(about)),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  const tracer = provider.getTracer('open-userspace', VERSION)
  // Kept here and not in the library's globals: two services in one process have nothing to do with each other.
  const contexts = new AsyncLocalStorage<Context>()

  const trace: Trace = async (name, work, { attributes = {}, kind = 'internal', ended } = {}) => {
    const parent = contexts.getStore() ?? ROOT_CONTEXT
    const span = tracer.startSpan(name, { attributes, kind: KINDS[kind] }, parent)
    try {
      const value = await contexts.run(api.setSpan(parent, span), work)
      const { failed = false, ...more } = ended?.(value) ?? {}
      span.setAttributes(more)
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR })
      return value
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  }

  const close = async (): Promise<void> => {
    const over = Promise.withResolvers<undefined>()
    const timer = setTimeout(() => over.resolve(undefined), LAST_EXPORT_MS)
    await Promise.race([provider.shutdown().catch(() => undefined), over.promise])
    clearTimeout(timer)
  }
  return { trace, close }
}
