/** A webhook whose signature holds. The payload's shape is still anybody's guess. */
export type WebhookDelivery = {
  /** `X-GitHub-Delivery`. */
  readonly id: string
  /** `X-GitHub-Event`. */
  readonly name: string
  readonly payload: Readonly<Record<string, unknown>>
}
