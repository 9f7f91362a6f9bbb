// The console as a worker in the edge runtime (workerd), with the platform's static files.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { Miniflare } from 'miniflare'

import type { startAccessProxy } from './identity/identity.ts'
import { root } from './servers.ts'
import { token } from './test.ts'
import type { Recorder } from './upstream.ts'

export interface Edge {
  url: string
  /** The worker's log so far. */
  logged: () => string
  stop: () => Promise<void>
}

/** Runs the built worker with its manifest and the test's variables. */
export async function startEdge(bindings: Record<string, string>, port = 0): Promise<Edge> {
  const manifest = JSON.parse(readFileSync(join(root, 'dist/edge/wrangler.json'), 'utf8'))
  const folder = join(root, 'dist/edge')
  let logged = ''
  const worker = new Miniflare({
    host: '127.0.0.1',
    port,
    cf: false,
    // One module, as `no_bundle` uploads it: Miniflare's own bundler refuses an `import()` of a computed path.
    modules: [{ type: 'ESModule', path: join(folder, manifest.main) }],
    compatibilityDate: manifest.compatibility_date,
    compatibilityFlags: manifest.compatibility_flags ?? [],
    bindings,
    assets: {
      directory: join(folder, manifest.assets.directory),
      binding: manifest.assets.binding,
      routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: manifest.assets.run_worker_first },
      assetConfig: {
        html_handling: manifest.assets.html_handling,
        not_found_handling: manifest.assets.not_found_handling,
      },
    },
    handleStructuredLogs: ({ message }: { message: string }) => {
      logged += `${message}\n`
    },
  })
  const address = await worker.ready
  return { url: address.origin, logged: () => logged, stop: async () => await worker.dispose() }
}

/** The variables of a worker behind an identity-aware proxy. */
export const variablesBehind = (
  proxy: Awaited<ReturnType<typeof startAccessProxy>>,
  upstream: Recorder,
  port: number,
): Record<string, string> => ({
  PUBLIC_ORIGIN: `http://127.0.0.1:${port}`,
  LINQ_BASE_URL: upstream.url,
  LINQ_INTEGRATION_TOKEN: token,
  ACCESS_JWT_HEADER: 'x-test-assertion',
  ACCESS_JWT_ISSUER: proxy.url,
  ACCESS_JWT_AUDIENCE: proxy.audience,
  ACCESS_JWT_KEYS: proxy.keys,
})
