// The production server: the console's files and the gateway on one port. `npm start` builds it and runs it.
import { join } from 'node:path'

import { isHostOf, isLoopbackHost } from '../settings/own-host.ts'
import { isGatewayTarget } from '../../gateway/target.ts'
import { chatOfPage, type ChatPages, sendChatPage } from '../web/chat-page-response.ts'
import { consoleGateway, headersFor, pageFacts, sourceLine } from '../web/compose-gateway.ts'
import { readSettings } from '../settings/settings.ts'
import { readTemplate } from '../web/html-template.ts'
import { createDrawing } from '../render/render-chat-page.tsx'
import { listen, run } from './http/listen.ts'
import { createMetrics, serveMetrics } from './records/metrics.ts'
import { createStaticFiles, readIndexHtml } from './files/static-files.ts'
import { openRecords } from './records/audit-and-log.ts'
import { streamPage } from './files/stream-page.ts'
import { createTransport } from './undici-upstream.ts'

await run(async () => {
  const settings = readSettings(process.env)
  const { publicOrigin } = settings
  const records = await openRecords(settings)
  let port = settings.port
  let draining = false
  const isOwnHost = (host: string) =>
    isLoopbackHost(host, port) || (publicOrigin !== null && isHostOf(publicOrigin, host))
  const metrics = settings.metricsPort === null ? null : createMetrics(() => gateway.load())
  const gateway = consoleGateway(settings, {
    ...records,
    onEvent: metrics?.onEvent,
    upstream: createTransport(settings),
    isOwnHost,
    isDraining: () => draining,
    shares: true,
  })
  const client = join(import.meta.dirname, '../client')
  const facts = pageFacts(settings)
  const template = await readTemplate(readIndexHtml(client), facts)
  const headers = headersFor(settings, template.inline)
  const pages = createStaticFiles(client, template.plain, facts, headers)
  const drawing = await createDrawing(import.meta.env.VITE_BUILD)
  const chatPages: ChatPages = { template, drawing, facts, headers, gateway, onBug: records.onBug }
  const address = await listen(
    async (request, arrival) => {
      const host = arrival.host ?? request.headers.get('host') ?? ''
      // A foreign Host and an absolute target name no page; the gateway refuses them in its own words.
      const forPages = arrival.target.startsWith('/') && !isGatewayTarget(arrival.target) && isOwnHost(host)
      if (!forPages) return gateway(request, arrival)
      const origin = publicOrigin ?? `http://${host}`
      const id = chatOfPage(request, arrival.target)
      if (!id) return pages(request, arrival.target, origin)
      const page = await sendChatPage(id, { request, arrival, href: origin + arrival.target }, chatPages)
      return streamPage(page, request.headers.get('accept-encoding') ?? '')
    },
    {
      ...settings,
      // A turn among 464 lookups, Linq's own time, and the trace; then whoever does not read is let go.
      stuckMs: 2 * settings.timeoutMs + 10_000,
      lookUp: gateway.answer,
      onStop: () => (draining = true),
      onEnd: records.flush,
    },
  )
  port = address.port
  const seenAt = metrics && settings.metricsPort !== null ? await serveMetrics(metrics, settings.metricsPort) : null
  process.stderr.write(
    `Chat console on ${address.url}\n${sourceLine(settings)}\n${seenAt ? `Metrics on ${seenAt}\n` : ''}`,
  )
})
