/** Whether a host name or IP address, with or without brackets, can only be this machine. */
export const isLoopback = (name: string): boolean =>
  /^(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}|::1|\[::1\])$/i.test(name)

/**
 * Whether a `Host` header names this machine and one of our ports.
 * A page on a foreign name that resolves to 127.0.0.1 (DNS rebinding) fails here, and so does a request with two `Host`
 * headers, which arrive joined with a comma.
 * @param host the header's value, e.g. `127.0.0.1:8080`; without a port it means 80.
 * @param port the port we listen on.
 */
export function isLoopbackHost(host: string, port: number): boolean {
  const [, name = '', sentPort = '80'] = /^(\[[^\]]*\]|[^:]*)(?::([0-9]{1,5}))?$/.exec(host) ?? []
  return isLoopback(name) && Number(sentPort) === port
}

/**
 * Makes the check whether a `Host` header names an origin, as a browser writes it: without the scheme's default port.
 * @param origin such as `https://console.example.com`; null for none.
 */
export function hostCheck(origin: string | null): (host: string) => boolean {
  if (origin === null) return () => false
  const { host: own, protocol } = new URL(origin)
  const names = new Set([own, `${own}${protocol === 'https:' ? ':443' : ':80'}`])
  return (host) => names.has(host.toLowerCase())
}
