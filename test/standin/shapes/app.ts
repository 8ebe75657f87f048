import type { Json } from '../description.ts'
import { instant, nodeId } from '../world/sequence.ts'
import type { App, Installation } from '../world/types.ts'
import type { OwnApp } from '../world/world.ts'
import { accountShape } from './account.ts'
import type { Urls } from './urls.ts'

const born = '2021-01-01T00:00:00Z'

/** `integration` */
export const appShape = (urls: Urls, app: App): Json => ({
  id: app.id,
  client_id: app.clientId,
  slug: app.slug,
  node_id: nodeId('A', app.id),
  owner: accountShape(urls, app.owner),
  name: app.name,
  description: '',
  external_url: 'https://example.com',
  html_url: `${urls.html}/apps/${app.slug}`,
  created_at: born,
  updated_at: born,
  permissions: app.permissions,
  events: app.events,
})

/** `installation` */
export const installationShape = (urls: Urls, app: OwnApp, installation: Installation): Json => {
  const { account } = installation
  const settings = account.type === 'Organization' ? `organizations/${account.login}/settings` : 'settings'
  return {
    id: installation.id,
    client_id: app.clientId,
    account: accountShape(urls, account),
    repository_selection: installation.repositories === 'all' ? 'all' : 'selected',
    access_tokens_url: `${urls.api}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${urls.api}/installation/repositories`,
    html_url: `${urls.html}/${settings}/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: installation.events,
    created_at: instant(installation.createdAt),
    updated_at: instant(installation.createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspended ? accountShape(urls, account) : null,
    suspended_at: installation.suspended ? instant(installation.createdAt) : null,
  }
}
