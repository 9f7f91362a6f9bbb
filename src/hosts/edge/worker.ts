// The console on the edge: the same gateway in a worker, with the platform's static files.
import { auditJson } from '../../gateway/audit.ts'
import { fromFetch, toFetch } from '../../gateway/fetch-adapter.ts'
import { jsonLine } from '../../gateway/json-line.ts'
import { errorLine } from '../../gateway/request-log.ts'
import { failed, respond } from '../../gateway/response.ts'
import { isGatewayTarget } from '../../gateway/target.ts'
import { upstreamFromFetch } from '../../gateway/upstream/from-fetch.ts'
import { createPageRenderer } from '../render/render-pages.tsx'
import { readEdgeSettings } from '../settings/edge.ts'
import { hostCheck } from '../settings/own-host.ts'
import { SettingsError } from '../settings/settings-error.ts'
import { logLevels } from '../settings/settings.ts'
import { composeGateway, headersFor, serverConfig } from '../web/compose-gateway.ts'
import { type Assets, createEdgePages } from './pages.ts'

const build = import.meta.env.VITE_BUILD

/** The worker's variables and secrets, and the binding of its static files. */
type WorkerEnv = Record<string, unknown> & { ASSETS: Assets }

/** Created by the first request, since a worker has its variables only then. */
let running: Awaited<ReturnType<typeof createConsole>> | undefined

const onBug = (error: unknown) => console.error(jsonLine(errorLine(error)))

async function createConsole(env: WorkerEnv) {
  const settings = readEdgeSettings(env)
  const origin = settings.publicOrigin ?? ''
  const isOwnHost = hostCheck(origin)
  const minLevel = logLevels.indexOf(settings.logLevel)
  const gateway = composeGateway(settings, {
    build,
    upstream: upstreamFromFetch(async (request) => await fetch(request)),
    isOwnHost,
    isDraining: () => false,
    // The runtime ends a call with the request that began it.
    coalesce: false,
    audit: async (line) => console.log(auditJson(line)),
    log: (line) => {
      if (logLevels.indexOf(line.level) >= minLevel) console.log(jsonLine(line))
    },
    onBug,
  })
  return {
    isOwnHost,
    gateway,
    pages: createEdgePages({
      config: serverConfig(settings),
      headersFor: (inline) => headersFor(settings, inline),
      origin,
      renderer: await createPageRenderer(build),
      gateway,
      onBug,
    }),
  }
}

async function answer(original: Request, env: WorkerEnv): Promise<Response> {
  const requestId = crypto.randomUUID()
  try {
    running ??= await createConsole(env)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    // The details are for the operator, who reads the log.
    onBug(error)
    return toFetch(
      respond(failed('internal_error', 'A setting of this console cannot be used. Its log says which.'), requestId),
    )
  }
  const { gateway, pages, isOwnHost } = running
  const { host } = new URL(original.url)
  const request = fromFetch(original, { host, address: original.headers.get('cf-connecting-ip') })
  if (isGatewayTarget(request.target) || !isOwnHost(host)) return toFetch(await gateway.handle(request))
  const response = await pages(original, request, env.ASSETS)
  if (!response.headers.has('x-request-id')) response.headers.set('x-request-id', requestId)
  return response
}

// oxlint-disable-next-line import/no-default-export -- The runtime looks for it.
export default { fetch: answer }
