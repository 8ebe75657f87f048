import { isAddress } from './address.ts'

/** Where requests may go. */
export type Destinations = {
  /** Public hosts that may be asked, over https at its own port, lower case. */
  readonly hosts: ReadonlySet<string>
  /** What the operator set, a group for each forge: taken as it is, whatever its scheme and address. */
  readonly operator: readonly OperatorGroup[]
}

export type OperatorGroup = {
  /** Such as `http://127.0.0.1:9000`. */
  readonly origins: ReadonlySet<string>
  /** PEM of the authority that its certificates are signed by; null for the system's. */
  readonly ca: string | null
}

export type Destination =
  | { readonly kind: 'public' }
  | { readonly kind: 'operator'; readonly group: OperatorGroup }
  /** `why` names no more of the address than its host. */
  | { readonly kind: 'refused'; readonly why: string }

/**
 * Whether a request may go there. Redirects are held to it too: `from` is where the request was redirected, and reaches
 * what the operator set only from within it, as no public server may lead into the operator's network.
 */
export const destinationOf = (
  url: URL,
  { hosts, operator }: Destinations,
  from: Destination | null = null,
): Destination => {
  const group = operator.find(({ origins }) => origins.has(url.origin))
  if (group !== undefined && (from === null || (from.kind === 'operator' && from.group === group))) {
    return url.username === '' && url.password === '' ? { kind: 'operator', group } : refused('holds credentials')
  }
  if (url.protocol !== 'https:') return refused('is not https')
  if (url.username !== '' || url.password !== '') return refused('holds credentials')
  if (url.port !== '') return refused('names a port')
  if (isAddress(url.hostname)) return refused('names an address instead of a host')
  return hosts.has(url.hostname)
    ? { kind: 'public' }
    : refused(`is at ${url.hostname.slice(0, 80)}, which is not asked`)
}

const refused = (why: string): Destination => ({ kind: 'refused', why })
