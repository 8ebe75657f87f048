/** What is told of a piece of work. Never the name of a private repository, nor anything of a payload. */
export type Attributes = Readonly<Record<string, string | number | boolean>>

export type TraceOptions<T> = {
  readonly attributes?: Attributes
  /** It waits for someone else's answer. */
  readonly kind?: 'client' | 'internal' | 'server'
  /** What its end tells. */
  readonly ended?: (value: T) => Attributes & { readonly failed?: boolean }
}

/** Does a piece of work, and tells of its time, within that of whatever it is a part of. */
export type Trace = <T>(name: string, work: () => Promise<T>, options?: TraceOptions<T>) => Promise<T>

export type Tracing = {
  readonly trace: Trace
  /** Sends what is not sent yet. */
  readonly close: () => Promise<void>
}

export const UNTRACED: Trace = (_, work) => work()

/** Traces to `endpoint`, the base URL of a collector that speaks OTLP over HTTP; null traces nothing. */
export const createTracing = async (endpoint: string | null): Promise<Tracing> => {
  if (endpoint === null) return { trace: UNTRACED, close: () => Promise.resolve() }
  // Loaded where it is used alone, as it takes its time.
  const { createOtlpTracing } = await import('./otlp.ts')
  return createOtlpTracing(endpoint)
}
