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
 * Tells whether another site's page, or a page on another local port, is behind a request.
 * Browsers say so themselves (`Sec-Fetch-Site`); `Origin` is for those that do not. Neither header can be set by a page.
 */
export function isFromElsewhere(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return true
  const origin = headers.get('origin')
  return origin !== null && origin.replace(/^https?:\/\//i, '').toLowerCase() !== headers.get('host')?.toLowerCase()
}
