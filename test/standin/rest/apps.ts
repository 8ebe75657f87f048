import { canSee, inScope } from '../auth.ts'
import { refuse } from '../refusal.ts'
import { appShape, installationShape } from '../shapes/app.ts'
import { repositoryShape } from '../shapes/repository.ts'
import { instant } from '../world/sequence.ts'
import type { Installation, Permissions, Repository } from '../world/types.ts'
import { ok, paged, param, type Answer, type Call, type Handler } from './call.ts'

const installed = (call: Call, found: Installation | undefined): Answer =>
  found ? ok(installationShape(call.urls, call.world.app, found)) : refuse(404, 'Not Found')

const living = ({ world }: Call): Installation[] => world.installations.filter(({ deleted }) => !deleted)

const byId = (call: Call): Installation =>
  living(call).find(({ id }) => id === Number(param(call, 'installation_id'))) ?? refuse(404, 'Not Found')

const byAccount = (call: Call, login: string): Installation | undefined =>
  living(call).find(({ account }) => account.login.toLowerCase() === login.toLowerCase())

const covered = (call: Call, installation: Installation): Repository[] =>
  call.world.repositories.filter(
    (repository) =>
      !repository.deleted &&
      repository.owner === installation.account &&
      (installation.repositories === 'all' || installation.repositories.includes(repository)),
  )

const rank = { read: 1, write: 2, admin: 3 }

const createToken: Handler = (call) => {
  const installation = byId(call)
  if (installation.suspended) refuse(403, 'This installation has been suspended')
  const ids = call.body['repository_ids'] as number[] | undefined
  const names = call.body['repositories'] as string[] | undefined
  const permissions = call.body['permissions'] as Permissions | undefined
  const own = covered(call, installation)
  const chosen = [
    ...(ids ?? []).map((wanted) => own.find(({ id }) => id === wanted)),
    ...(names ?? []).map((wanted) => own.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())),
  ]
  if (chosen.includes(undefined))
    refuse(422, 'There is at least one repository that does not exist or is not accessible to the parent installation.')
  for (const [name, level] of Object.entries(permissions ?? {})) {
    const granted = installation.permissions[name]
    if (granted === undefined || rank[granted] < rank[level])
      refuse(422, 'The permissions requested are not granted to this installation.')
  }
  const repositories = chosen.filter((one) => one !== undefined)
  const narrowed = ids !== undefined || names !== undefined
  const token = call.auth.mint(
    installation,
    narrowed ? new Set(repositories.map(({ id }) => id)) : undefined,
    // Metadata comes with whatever else was asked for.
    permissions && { ...permissions, metadata: 'read' },
  )
  return {
    status: 201,
    body: {
      token: token.token,
      expires_at: instant(new Date(token.expiresAt)),
      permissions: token.permissions,
      repository_selection: narrowed || installation.repositories !== 'all' ? 'selected' : 'all',
      ...(narrowed ? { repositories: repositories.map((one) => repositoryShape(call.urls, one)) } : {}),
    },
  }
}

const fromManifest: Handler = (call) => {
  if (!call.world.redeem(param(call, 'code'))) refuse(404, 'Not Found')
  const { app } = call.world
  return {
    status: 201,
    body: {
      ...appShape(call.urls, app),
      client_id: app.clientId,
      client_secret: 'a client secret of the stand-in',
      webhook_secret: app.webhookSecret,
      pem: app.privateKey,
    },
  }
}

/** What an App asks about itself and its installations. */
export const appHandlers = {
  'apps/get-authenticated': (call) => ok(appShape(call.urls, call.world.app)),
  'apps/create-from-manifest': fromManifest,
  'apps/list-installations': (call) => {
    const page = paged(call, living(call))
    return ok(
      page.items.map((one) => installationShape(call.urls, call.world.app, one)),
      page.headers,
    )
  },
  'apps/get-installation': (call) => installed(call, byId(call)),
  'apps/get-org-installation': (call) => installed(call, byAccount(call, param(call, 'org'))),
  'apps/get-user-installation': (call) => installed(call, byAccount(call, param(call, 'username'))),
  'apps/get-repo-installation': (call) => {
    const repository = call.world.find(`${param(call, 'owner')}/${param(call, 'repo')}`)
    return installed(call, repository && call.world.installationOf(repository))
  },
  'apps/create-installation-access-token': createToken,
  'apps/revoke-installation-access-token': (call) => {
    call.auth.revoke(call.credentials)
    return { status: 204 }
  },
  'apps/list-repos-accessible-to-installation': (call) => {
    const { viewer } = call
    const own = call.world.repositories.filter((one) => canSee(viewer, one) && inScope(viewer, one))
    const page = paged(call, own)
    const narrowed = viewer.kind === 'installation' && viewer.installation.repositories !== 'all'
    return ok(
      {
        total_count: own.length,
        repository_selection: narrowed ? 'selected' : 'all',
        repositories: page.items.map((one) => repositoryShape(call.urls, one)),
      },
      page.headers,
    )
  },
  'rate-limit/get': (call) => {
    const rate = (resource: 'core' | 'graphql') => {
      const { limit, used, remaining, reset } = call.rates.peek(call.viewer, resource)
      return { limit, used, remaining, reset }
    }
    const core = rate('core')
    return ok({ resources: { core, graphql: rate('graphql'), search: { ...core, limit: 30 } }, rate: core })
  },
} satisfies Record<string, Handler>
