import { BlockList, isIP } from 'node:net'

import { type GatewayRequest, type HeaderReader, trimHeader } from '../../../gateway/request.ts'

/** The client's address and the requested host. */
export type ConnectionInfo = Pick<GatewayRequest, 'host' | 'address'>

/**
 * Reads the client's address and the host. Anyone can send `X-Forwarded-…`, so those headers count only in requests from
 * the configured proxies.
 * @param trusted the proxies: addresses and networks (CIDR).
 * @returns a function of the connection's remote address and of the request's headers.
 */
export function createConnectionInfo(
  trusted: readonly string[],
): (remoteAddress: string | undefined, headers: HeaderReader) => ConnectionInfo {
  const proxies = new BlockList()
  for (const entry of trusted) {
    const [address = '', bits] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) proxies.addAddress(address, family)
    else proxies.addSubnet(address, Number(bits), family)
  }
  const isProxy = (address: string) => {
    const version = isIP(address)
    return version !== 0 && proxies.check(address, version === 6 ? 'ipv6' : 'ipv4')
  }
  return (remoteAddress = '', headers) => {
    const peer = plainAddress(remoteAddress)
    const own = { host: headers.get('host') ?? '', address: peer || null }
    if (trusted.length === 0 || !isProxy(peer)) return own
    // The nearest proxy is last; the first address from there that is none of ours is the client's.
    const client = (headers.get('x-forwarded-for') ?? '')
      .split(',')
      .toReversed()
      .map((hop) => plainAddress(trimHeader(hop)))
      .find((hop) => !isProxy(hop))
    return {
      host: headers.get('x-forwarded-host') || own.host,
      address: client && isIP(client) !== 0 ? client : own.address,
    }
  }
}

/** An address without the port that some proxies add, and IPv4 as such where a dual-stack socket shows it as IPv6. */
const plainAddress = (address: string) => (/^[\d.]+$/.test(address) ? address : unwrap(address))

const unwrap = (address: string) =>
  address
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '')
