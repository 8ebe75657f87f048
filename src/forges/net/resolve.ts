import { lookup } from 'node:dns/promises'
import { isPublicAddress } from './address.ts'

export type Address = { readonly address: string; readonly family: 4 | 6 }

/** All addresses of a host; rejects with the system's error where there are none. */
export type Resolve = (host: string) => Promise<readonly Address[]>

export const resolveBySystem: Resolve = async (host) => {
  const found = await lookup(host, { all: true })
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
}

/** One private address among public ones is how rebinding begins, so one is enough to refuse the host. */
export const resolvePublic = async (resolve: Resolve, host: string): Promise<readonly Address[] | 'not-public'> => {
  const found = await resolve(host)
  return found.length > 0 && found.every(({ address }) => isPublicAddress(address)) ? found : 'not-public'
}
