import type { IncomingMessage, ServerResponse } from 'node:http'

import { Cancellation } from '../../../gateway/cancellation.ts'
import type { GatewayRequest } from '../../../gateway/request.ts'
import { createConnectionInfo } from './client-address.ts'
import { readBody } from './read-body.ts'

/** How long a client may go on sending a body after its response, in milliseconds: nothing reads it any more. */
const restOfBodyMs = 500

/**
 * Reads requests of Node's, from the raw headers, which Node need not parse into an object then.
 * @param trustedProxies the proxies whose `X-Forwarded-…` headers count.
 * @returns a function whose result is null for an invalid request, see {@link hasValidTarget} and {@link isHost}.
 */
export function createRequestReader(
  trustedProxies: readonly string[],
): (incoming: IncomingMessage, outgoing: ServerResponse) => GatewayRequest | null {
  const connectionInfo = createConnectionInfo(trustedProxies)
  let validHost: string | null = null
  /** {@link isHost}; nearly all requests have the same one, so the last valid one is kept. */
  const isKnownHost = (host: string | null) => {
    if (host === validHost || host === null) return host !== null
    if (!isHost(host)) return false
    validHost = host
    return true
  }
  return (incoming, outgoing) => {
    const { method = '', rawHeaders, socket } = incoming
    const headers = { get: (name: string) => headerOf(rawHeaders, name) }
    // Connect keeps the raw target apart from the `url` that its middlewares rewrite.
    const target = 'originalUrl' in incoming ? String(incoming.originalUrl) : (incoming.url ?? '')
    const signal = new Cancellation()
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) signal.abort()
      else if (!incoming.complete) setTimeout(() => incoming.complete || socket.destroySoon(), restOfBodyMs).unref()
    })
    // A whole URL as target names its host itself.
    const isValid = hasValidTarget(target) && (!target.startsWith('/') || isKnownHost(headers.get('host')))
    if (!isValid) return null
    return {
      method,
      target,
      headers,
      signal,
      ...connectionInfo(socket.remoteAddress, headers),
      readBody: async (bounds) => await readBody(incoming, headers, bounds),
    }
  }
}

/** Reads a header from alternating names and values; several of one name are joined, as `Headers` joins them. */
export function headerOf(rawHeaders: readonly string[], name: string): string | null {
  let value: string | null = null
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const sent = rawHeaders[at]
    if (sent?.length !== name.length || sent.toLowerCase() !== name) continue
    const one = rawHeaders[at + 1] ?? ''
    value = value === null ? one : `${value}${name === 'cookie' ? '; ' : ', '}${one}`
  }
  return value
}

/**
 * Whether a request target is a path or a whole URL (RFC 9112, 3.2). A backslash in it is refused, since some URL parsers
 * take it for a slash; not so in a query.
 */
function hasValidTarget(target: string): boolean {
  if (target.includes('\\') && /^[^?]*\\/.test(target)) return false
  return target.startsWith('/') || (/^https?:\/\//.test(target) && URL.canParse(target))
}

const hostForm = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/i

/** Whether the value of `Host` is one host with an optional port; two `Host` headers, which are joined, are not. */
const isHost = (host: string) => hostForm.test(host) && URL.canParse(`http://${host}`)
