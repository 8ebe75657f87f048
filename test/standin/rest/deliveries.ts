import type { Json } from '../description.ts'
import { refuse } from '../refusal.ts'
import type { Delivery } from '../webhooks.ts'
import { linkHeader, ok, param, type Call, type Handler } from './call.ts'

const itemShape = (delivery: Delivery): Json => ({
  id: delivery.id,
  guid: delivery.guid,
  delivered_at: delivery.deliveredAt,
  redelivery: delivery.redelivery,
  duration: delivery.duration,
  status: delivery.status,
  status_code: delivery.statusCode,
  event: delivery.event,
  action: delivery.action,
  installation_id: delivery.installationId,
  repository_id: delivery.repositoryId,
  throttled_at: null,
})

const find = (call: Call): Delivery =>
  call.webhooks.deliveries.find(({ id }) => id === Number(param(call, 'delivery_id'))) ?? refuse(404, 'Not Found')

const succeeded = ({ statusCode }: Delivery): boolean => statusCode >= 200 && statusCode < 400

/** The log of webhooks, newest first, in pages that a cursor leads to. */
export const deliveryHandlers = {
  'apps/list-webhook-deliveries': (call) => {
    const status = call.query.get('status')
    const size = Math.min(Number(call.query.get('per_page') ?? 30), 100)
    const cursor = call.query.get('cursor')
    const wanted = [...call.webhooks.deliveries]
      .reverse()
      .filter((delivery) => status === null || succeeded(delivery) === (status === 'success'))
    const from = cursor === null ? 0 : wanted.findIndex(({ id }) => `v1_${id}` === cursor)
    if (from < 0) return refuse(400, 'Bad Request')
    const next = wanted[from + size]
    const query = new URLSearchParams(call.query)
    if (next) query.set('cursor', `v1_${next.id}`)
    return ok(
      wanted.slice(from, from + size).map(itemShape),
      linkHeader(next ? { next: `${call.urls.api}${call.path}?${query.toString()}` } : {}),
    )
  },
  'apps/get-webhook-delivery': (call) => {
    const delivery = find(call)
    return ok({ ...itemShape(delivery), url: delivery.url, request: delivery.request, response: delivery.response })
  },
  'apps/redeliver-webhook-delivery': (call) => {
    call.webhooks.redeliver(find(call))
    return { status: 202, body: {} }
  },
} satisfies Record<string, Handler>
