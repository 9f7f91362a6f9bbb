import { createServer } from 'node:http'
import { isIP } from 'node:net'

import { isLoopback, isLoopbackHost } from '../../settings/own-host.ts'
import type { Address } from '../../settings/addresses.ts'
import { explainListenError, portOf, timeouts, urlOf } from '../http/listen.ts'
import type { Metrics } from './metrics.ts'

/**
 * Serves the metrics on an address of their own, which the proxy in front does not forward to.
 * @returns a sentence with their URL, which also says who can read them.
 * @throws SettingsError if the address cannot be listened on.
 */
export async function serveMetrics({ registry }: Metrics, address: Address): Promise<string> {
  const { host, port } = address
  const actualPort = () => portOf(server.address()) ?? port
  const server = createServer(timeouts, (request, response) => {
    if (!isAllowedHost(request.headers.host ?? '', { host, port: actualPort() })) {
      response.writeHead(421, { 'content-type': 'text/plain' }).end('Use an IP address, or the name in METRICS_HOST\n')
      return
    }
    if (request.url !== '/metrics' || request.method !== 'GET') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Metrics are at /metrics\n')
      return
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(explainListenError(error, address, { host: 'METRICS_HOST', port: 'METRICS_PORT' })),
    )
    server.listen(port, host, resolve)
  })
  // It must not keep the process running.
  server.unref()
  const readers = isLoopback(host)
    ? 'for this machine only'
    : 'for everyone who reaches this address: counts, durations and versions, without chats and people'
  return `Metrics on ${urlOf(host, actualPort())}/metrics ${readers}`
}

/**
 * Whether a `Host` header may ask. A foreign page whose name resolves to this machine (DNS rebinding) must not read the
 * metrics; such a page has a name, so that an IP address is safe.
 */
function isAllowedHost(sent: string, { host, port }: Address): boolean {
  if (isLoopbackHost(sent, port)) return true
  const [, name = ''] = /^(\[[^\]]*\]|[^:]*)(?::[0-9]{1,5})?$/.exec(sent.toLowerCase()) ?? []
  const plain = name.replace(/^\[(.*)\]$/, '$1')
  return !isLoopback(host) && (isIP(plain) !== 0 || plain === host.toLowerCase())
}
