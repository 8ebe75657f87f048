import ipaddr from 'ipaddr.js'

/**
 * Whether an address is one of the public internet. Everything that the special-purpose registries of IANA name is not:
 * private, loopback, link-local (with the metadata addresses of clouds), carrier-grade NAT, multicast, documentation,
 * and the forms of IPv6 that carry an IPv4 address, which is then judged in its place or refused whole.
 */
export const isPublicAddress = (text: string): boolean => {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  if (address.range() !== 'unicast') return false
  return address.kind() === 'ipv4' || address.match(GLOBAL_UNICAST)
}

/** All that IANA has given out of IPv6. */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3')

/** Whether a host as a URL writes it is an address instead of a name. */
export const isAddress = (host: string): boolean => ipaddr.isValid(host.replace(/^\[|\]$/g, ''))
