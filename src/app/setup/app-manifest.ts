import { parse } from 'yaml'
import { z } from 'zod'
import { WEBHOOK_PATH } from '../../server/server.ts'

const AppManifest = z.strictObject({
  name: z.string(),
  description: z.string(),
  public: z.boolean(),
  default_permissions: z.record(z.string(), z.enum(['read', 'write'])),
  default_events: z.array(z.string()),
})

export type AppManifest = z.infer<typeof AppManifest>

/** Reads `app.yml`. It ships with the product, so a fault in it is an exception. */
export const parseAppManifest = (text: string): AppManifest => AppManifest.parse(parse(text))

/**
 * What GitHub is asked to register.
 * https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
 *
 * @param publicUrl where GitHub reaches the service, without trailing slash
 * @param redirectUrl where it sends the browser with the code to exchange
 */
export const registrationOf = (manifest: AppManifest, publicUrl: string, redirectUrl: string) => ({
  ...manifest,
  url: publicUrl,
  hook_attributes: { url: publicUrl + WEBHOOK_PATH, active: true },
  redirect_url: redirectUrl,
})
