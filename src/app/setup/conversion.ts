import { z } from 'zod'
import type { GitHubClient } from '../../forges/github/client.ts'

/** What GitHub tells once about an App that was registered from a manifest. */
export type Registered = {
  readonly appId: number
  readonly privateKey: string
  readonly webhookSecret: string
  /** The App's public page. */
  readonly url: string
}

/** Exchanges the code that GitHub sent the browser back with. Rejects with Octokit's error where GitHub refuses it. */
export const exchangeCode = async (github: Pick<GitHubClient, 'request'>, code: string): Promise<Registered> => {
  const { data } = await github.request('POST /app-manifests/{code}/conversions', { code })
  const { id, pem, webhook_secret, html_url } = Conversion.parse(data)
  return { appId: id, privateKey: pem, webhookSecret: webhook_secret, url: html_url }
}

/** Both are written between quotes into an env file. */
const Conversion = z.object({
  id: z.int().positive(),
  pem: z.string().regex(/^[^"\\]+$/),
  webhook_secret: z.string().regex(/^[^"\\\n]+$/),
  html_url: z.url({ protocol: /^https?$/ }),
})
