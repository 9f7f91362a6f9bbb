// The console on the edge: the same gateway as everywhere, in a worker, with the platform's static files behind it.
import { failed, respond } from '../../gateway/response.ts'
import { isHostOf } from '../settings/own-host.ts'
import type { Gateway } from '../../gateway/gateway.ts'
import { isGatewayTarget } from '../../gateway/target.ts'
import { overFetch } from '../../gateway/upstream/from-fetch.ts'
import { consoleGateway, headersFor, pageFacts } from '../web/compose-gateway.ts'
import { SettingsError } from '../settings/settings-error.ts'
import { logLevels } from '../settings/settings.ts'
import { readEdgeSettings } from '../settings/edge.ts'
import { createDrawing } from '../render/render-chat-page.tsx'
import { type Assets, createEdgePages } from './pages.ts'

/** The worker's variables and secrets, and the binding of its static files. */
type WorkerEnv = Record<string, unknown> & { ASSETS: Assets }

interface Console {
  gateway: Gateway
  pages: ReturnType<typeof createEdgePages>
  isOwnHost: (host: string) => boolean
}

/** Put together at the first request, since a worker has its variables only then. */
let running: Console | undefined

const onBug = (error: unknown) => console.error(error instanceof Error ? (error.stack ?? error.message) : String(error))

async function createConsole(env: WorkerEnv): Promise<Console> {
  const settings = readEdgeSettings(env)
  const origin = settings.publicOrigin ?? ''
  const least = logLevels.indexOf(settings.logLevel)
  const gateway = consoleGateway(settings, {
    upstream: overFetch(async (request) => await fetch(request)),
    isOwnHost: () => false,
    isDraining: () => false,
    // A call belongs to the request that began it, and ends with it.
    shares: false,
    audit: async (line) => console.log(JSON.stringify({ type: 'audit', ...line })),
    log: (line) => {
      if (logLevels.indexOf(line.level) >= least) console.log(JSON.stringify(line))
    },
    onBug,
  })
  return {
    isOwnHost: (host) => isHostOf(origin, host),
    gateway,
    pages: createEdgePages({
      facts: pageFacts(settings),
      headersFor: (inline) => headersFor(settings, inline),
      origin,
      drawing: await createDrawing(import.meta.env.VITE_BUILD),
      gateway,
      onBug,
    }),
  }
}

async function answer(request: Request, env: WorkerEnv): Promise<Response> {
  const requestId = crypto.randomUUID()
  try {
    running ??= await createConsole(env)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    // What is wrong is for whoever runs it, who reads the log.
    console.error(error.message)
    return respond(failed('internal_error', 'A setting of this console cannot be used. Its log says which.'), requestId)
  }
  const { gateway, pages, isOwnHost } = running
  const { host, pathname, search } = new URL(request.url)
  const target = pathname + search
  if (isGatewayTarget(target) || !isOwnHost(host))
    return await gateway(request, { target, host, address: request.headers.get('cf-connecting-ip') })
  const response = await pages(request, env.ASSETS)
  if (!response.headers.has('x-request-id')) response.headers.set('x-request-id', requestId)
  return response
}

// oxlint-disable-next-line import/no-default-export -- The runtime looks for it.
export default { fetch: answer }
