// Two processes of the console behind nginx, configured by src/hosts/deploy/nginx.conf.
import { freePort } from './identity/identity.ts'
import { findNginx, type RunningNginx, startNginx } from './nginx.ts'
import { type RunningServer, startServer } from './servers.ts'
import { token } from './test.ts'

export const nginxPath = findNginx()

/** Why tests with a pair are skipped where there is no nginx. */
export const noNginx = 'There is no nginx. To get one: node e2e/support/nginx.ts'

export interface Pair {
  /** Where people open the console: nginx. */
  url: string
  consoles: [RunningServer, RunningServer]
  nginx: RunningNginx
  stop: () => Promise<void>
}

/**
 * Starts both processes and nginx. The processes need its port before it listens: a free one, and another if that is taken
 * meanwhile.
 * @param servers the built server of each process, if it is another than that of `dist`.
 */
export async function startPair(
  linq: string,
  servers: readonly [(string | undefined)?, (string | undefined)?] = [],
): Promise<Pair> {
  const started: { stop: () => Promise<void> }[] = []
  const stop = async () => {
    for (const one of started.toReversed()) await one.stop()
  }
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const env = {
      LINQ_BASE_URL: linq,
      LINQ_INTEGRATION_TOKEN: token,
      PUBLIC_ORIGIN: url,
      TRUSTED_PROXIES: '127.0.0.1',
      LOOKUPS_PER_MINUTE: '0',
      FIND: 'on',
      FIND_PER_MINUTE: '0',
      FIND_SECRET: 'find-secret-of-the-test-0123456789',
    }
    const start = async (path?: string) => {
      const server = await startServer('console', env, path)
      started.push(server)
      return server
    }
    const consoles: Pair['consoles'] = [await start(servers[0]), await start(servers[1])]
    const [first, second] = consoles
    const nginx = await startNginx(nginxPath ?? '', {
      listen: `127.0.0.1:${port}`,
      servers: [new URL(first.url).host, new URL(second.url).host],
    })
    if (nginx) {
      started.push(nginx)
      return { url, consoles, nginx, stop }
    }
  }
  await stop()
  throw new Error('nginx found no free port in five attempts.')
}
