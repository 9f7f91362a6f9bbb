import type { IncomingHttpHeaders } from 'node:http'
import { BlockList, isIP } from 'node:net'

import type { Arrival } from '../../../gateway/visit.ts'

/** The little of a request of Node's that is read. */
export interface Incoming {
  url?: string | undefined
  headers: IncomingHttpHeaders
  socket: { remoteAddress?: string | undefined }
}

/** Here the raw target is always known. */
export type ArrivalAtNode = Arrival & { target: string }

/**
 * Tells how a request came: its raw target, and who and what a proxy that we trust forwards. Anybody can send
 * `X-Forwarded-…`, so those headers count only from the configured addresses.
 * @param trusted addresses and networks (CIDR).
 */
export function createArrivals(trusted: readonly string[]): (incoming: Incoming) => ArrivalAtNode {
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
  let last = { address: '', isProxy: false }
  /** Nearly all requests come from one proxy, or a few: the last answer is remembered. */
  const isProxySocket = (address: string) => {
    if (address !== last.address) last = { address, isProxy: isProxy(address) }
    return last.isProxy
  }
  return (incoming) => {
    const socket = plainAddress(incoming.socket.remoteAddress ?? '')
    // Connect keeps the raw target apart from the `url` that its middlewares rewrite.
    const target = 'originalUrl' in incoming ? String(incoming.originalUrl) : (incoming.url ?? '')
    const own: ArrivalAtNode = { target, address: socket || null }
    if (!isProxySocket(socket)) return own
    const host = header(incoming, 'x-forwarded-host')
    // The nearest proxy writes last; the first from there that is none of ours is the client.
    const chain = header(incoming, 'x-forwarded-for').split(',')
    const client = chain
      .toReversed()
      .map((hop) => plainAddress(hop.trim()))
      .find((hop) => !isProxy(hop))
    return { ...own, ...(host && { host }), ...(client && isIP(client) !== 0 && { address: client }) }
  }
}

/** An address as such: without the port some proxies add, and IPv4 as IPv4 where a socket for both families shows it as IPv6. */
const plainAddress = (address: string) => (/^[\d.]+$/.test(address) ? address : unwrapped(address))

const unwrapped = (address: string) =>
  address
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '')

const header = ({ headers }: Incoming, name: string) => {
  const value = headers[name]
  return Array.isArray(value) ? value.join(',') : (value ?? '')
}
