import { nodeId } from '../world/sequence.ts'
import type { Account } from '../world/types.ts'
import { accountHtml } from '../shapes/urls.ts'
import { visible, type Context, type Fields } from './context.ts'
import { repositoryFields } from './repository.ts'

/** A User, an Organization or a Bot: an Actor, and a RepositoryOwner but for bots. */
export const accountFields = (context: Context, account: Account): Fields => ({
  __typename: account.type,
  id: nodeId(account.type === 'Organization' ? 'O' : 'U', account.id),
  databaseId: account.id,
  login: account.login,
  name: account.login,
  url: accountHtml(context.urls, account),
  resourcePath: `/${account.login}`,
  avatarUrl: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
  repository: ({ name }: { name: string }) => {
    const repository = visible(context, context.world.find(`${account.login}/${name}`))
    return repository ? repositoryFields(context, repository) : null
  },
})
