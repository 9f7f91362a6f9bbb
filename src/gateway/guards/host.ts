import { type Answer, failed } from '../response.ts'
import type { Visit } from '../visit.ts'

const loopback = /^(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}|\[::1\])$/i

/**
 * Tells whether a `Host` header names this machine's loopback on one of our ports.
 * A page on a foreign name that resolves to 127.0.0.1 (DNS rebinding) fails here, and so does a request with two
 * `Host` headers, which arrive joined with a comma.
 * @param host the header's value, e.g. `127.0.0.1:8080`; without a port it means 80.
 * @param port the port we listen on.
 */
export function isLoopbackHost(host: string, port: number): boolean {
  const [, name = '', sentPort = '80'] = /^(\[[^\]]*\]|[^:]*)(?::([0-9]{1,5}))?$/.exec(host) ?? []
  return loopback.test(name) && Number(sentPort) === port
}

/**
 * Tells whether a `Host` header names an origin of ours, as a browser writes it: without the scheme's own port.
 * @param origin such as `https://console.example.com`.
 */
export function isHostOf(origin: string, host: string): boolean {
  const { host: own, protocol } = new URL(origin)
  const usual = protocol === 'https:' ? ':443' : ':80'
  return host.toLowerCase() === own || host.toLowerCase() === `${own}${usual}`
}

/** The first check: a name that is not ours may be an attacker's that resolves to us. */
export const checkHost = ({ host }: Visit, isOwnHost: (host: string) => boolean): Answer | null =>
  isOwnHost(host)
    ? null
    : failed(
        'wrong_host',
        'This console does not answer to that host name. Open it by the address it printed at start, or by its public one.',
      )
