import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault, createFaultList } from './faults.ts'
import type { Execute } from './graphql/execute.ts'
import { createGraphqlEndpoint } from './graphql/serve.ts'
import { readBody, sendReply, type Reply } from './http.ts'
import { understand, type Incoming, type Places } from './incoming.ts'
import type { RequestLog, Violation } from './log.ts'
import { refusalAnswer } from './refusal.ts'
import { packArchive } from './rest/archive.ts'
import type { Surroundings } from './rest/call.ts'
import { createRest } from './rest/serve.ts'
import type { Validator } from './validate.ts'
import { createCommonHeaders, replyOf, withFault } from './wire.ts'

/** What the gateway needs besides what handlers need. */
export type GatewayOptions = Surroundings &
  Places & {
    latencyMs: number
    validator: Validator | undefined
    faultList: ReturnType<typeof createFaultList>
    requests: RequestLog[]
    /** How often each operation was asked for. */
    counts: Map<string, number>
    violations: Violation[]
    execute: Execute
  }

/** Takes requests off the wire, and puts answers on it. */
export const createGateway = (
  options: GatewayOptions,
): ((request: IncomingMessage, response: ServerResponse) => Promise<void>) => {
  const rest = createRest(options)
  const graphql = createGraphqlEndpoint(options, options.execute)
  const common = createCommonHeaders(options.now)

  const archive = ({ path, url, log }: Incoming): Reply => {
    log.token = 'anonymous'
    try {
      const { name, stream } = packArchive(options.world, path, url.searchParams.get('token'))
      const type = { 'content-type': 'application/x-gzip', 'content-disposition': `attachment; filename=${name}` }
      return { status: 200, headers: { ...common(), ...type }, body: stream }
    } catch (error) {
      return { status: refusalAnswer(error).status, headers: common(), body: Buffer.from('404: Not Found') }
    }
  }

  const serve = (incoming: Incoming, fault: Fault | undefined): Reply => {
    if (incoming.path.startsWith('/_codeload/')) return archive(incoming)
    const outcome = incoming.isGraphql ? graphql(incoming, fault) : rest(incoming)
    return replyOf(incoming, outcome, common(), options.rates)
  }

  return async (request, response) => {
    const bytes = await readBody(request)
    const incoming = understand(options, request, bytes?.toString('utf8') ?? '')
    const { log } = incoming
    options.requests.push(log)
    const before = options.counts.get(log.operation) ?? 0
    options.counts.set(log.operation, before + 1)
    const fault = options.faultList.find({ ...log, before })
    log.fault = fault?.kind
    const wait = options.latencyMs + (fault?.kind === 'latency' ? fault.ms : 0)
    if (wait > 0) await sleep(wait)
    if (fault?.kind === 'held') await fault.until
    const reply = withFault(fault, common(), () => serve(incoming, fault))
    log.endedAt = options.now()
    if (reply.broken !== 'hang' && reply.broken !== 'reset') log.status = reply.status
    sendReply(response, reply)
  }
}
