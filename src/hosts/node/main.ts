// The production server: the console's files and the gateway on one port. `npm start` builds it and runs it.
import { join } from 'node:path'

import type { GatewayRequest } from '../../gateway/request.ts'
import type { GatewayResponse } from '../../gateway/response.ts'
import { isGatewayTarget } from '../../gateway/target.ts'
import { createPageRenderer } from '../render/render-pages.tsx'
import { hostCheck, isLoopbackHost } from '../settings/own-host.ts'
import { answerChatPage, requestedChat } from '../web/chat-page-response.ts'
import { composeGateway, headersFor, serverConfig, sourceLine } from '../web/compose-gateway.ts'
import { readTemplate } from '../web/html-template.ts'
import { answerLookup, renderPlainLookup } from '../web/lookup-page-response.ts'
import { createDocument, createStaticFiles, readIndexHtml } from './files/static-files.ts'
import { compressPage } from './files/stream-page.ts'
import { listen } from './http/listen.ts'
import { readProcessSettings } from './process-settings.ts'
import { openRecords } from './records/audit-and-log.ts'
import { createMetrics } from './records/metrics.ts'
import { logProcess } from './records/process-log.ts'
import { serveMetrics } from './records/serve-metrics.ts'
import { run } from './run.ts'
import { createUndiciUpstream } from './undici-upstream.ts'

const build = import.meta.env.VITE_BUILD

await run(
  () => build,
  async () => {
    const settings = readProcessSettings(process.env)
    const { publicOrigin } = settings
    const records = await openRecords(settings)
    let port = settings.port
    let draining = false
    const isPublicHost = hostCheck(publicOrigin)
    const isOwnHost = (host: string) => isLoopbackHost(host, port) || isPublicHost(host)
    const metrics = settings.metrics === null ? null : createMetrics(build, () => gateway.load())
    const gateway = composeGateway(settings, {
      ...records,
      build,
      onEvent: metrics?.onEvent,
      upstream: createUndiciUpstream(settings),
      isOwnHost,
      isDraining: () => draining,
      coalesce: true,
    })
    const client = join(import.meta.dirname, '../client')
    const config = serverConfig(settings)
    const template = await readTemplate(readIndexHtml(client), config)
    const headers = headersFor(settings, template.inline)
    const staticFiles = createStaticFiles(client, template.plain, config, headers)
    const renderer = await createPageRenderer(build)
    const parts = { template, renderer, config, headers, gateway, onBug: records.onBug }
    const plainLookup = createDocument(renderPlainLookup(parts), headers)
    const answerPage = async (request: GatewayRequest): Promise<GatewayResponse> => {
      const { target, host, headers: sent } = request
      const origin = publicOrigin ?? `http://${host}`
      const chat = requestedChat(request, renderer)
      const response = chat
        ? await answerChatPage(chat, request, origin + target, parts)
        : answerLookup(request, { ...parts, plainLookup })
      return response ? compressPage(response, sent.get('accept-encoding') ?? '') : staticFiles(request, origin)
    }
    const address = await listen(
      (request) => {
        const { target, host } = request
        // A foreign Host and an absolute target name no page; the gateway refuses them.
        const isPageOrFile = target.startsWith('/') && !isGatewayTarget(target) && isOwnHost(host)
        return isPageOrFile ? answerPage(request) : gateway.handle(request)
      },
      {
        ...settings,
        // The time to wait for a slot, for Linq, and for the audit line.
        stuckMs: 2 * settings.timeoutMs + 10_000,
        onStop: () => (draining = true),
        onEnd: records.flush,
      },
    )
    port = address.port
    const metricsLine = metrics && settings.metrics ? await serveMetrics(metrics, settings.metrics) : null
    logProcess('info', `Chat console on ${address.url} (version ${build})`)
    logProcess('info', sourceLine(settings))
    if (metricsLine !== null) logProcess('info', metricsLine)
  },
)
