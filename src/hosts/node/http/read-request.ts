import type { IncomingMessage, ServerResponse } from 'node:http'

import { Cancellation } from '../../../gateway/cancellation.ts'
import type { GatewayRequest, HeaderReader } from '../../../gateway/request.ts'
import type { createConnectionInfo } from './client-address.ts'

/** How long a client may go on sending a body after its response, in milliseconds: no request here has a use for one. */
const restOfBodyMs = 500

/**
 * Reads a request of Node's from its raw headers, so that Node does not have to parse them into an object.
 * @returns null for a request that cannot be understood: see {@link isValid}.
 */
export function readRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  connectionInfo: ReturnType<typeof createConnectionInfo>,
): GatewayRequest | null {
  const { method = '', rawHeaders, socket } = incoming
  const headers = { get: (name: string) => headerOf(rawHeaders, name) }
  // Connect keeps the raw target apart from the `url` that its middlewares rewrite.
  const target = 'originalUrl' in incoming ? String(incoming.originalUrl) : (incoming.url ?? '')
  const signal = new Cancellation()
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) signal.abort()
    else if (!incoming.complete) setTimeout(() => incoming.complete || socket.destroySoon(), restOfBodyMs).unref()
  })
  if (!isValid(target, headers)) return null
  return { method, target, headers, signal, ...connectionInfo(socket.remoteAddress, headers) }
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

const hostForm = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/i

/**
 * Whether a request has an origin-form target and one valid `Host`, as HTTP demands (RFC 9112, 3.2), or a whole URL as
 * its target. A backslash in the path, which some URL parsers take for a slash, is refused too.
 */
function isValid(target: string, headers: HeaderReader): boolean {
  if (target.includes('\\') && /^[^?]*\\/.test(target)) return false
  if (!target.startsWith('/')) return /^https?:\/\//.test(target) && URL.canParse(target)
  const host = headers.get('host') ?? ''
  return hostForm.test(host) && URL.canParse(`http://${host}`)
}
