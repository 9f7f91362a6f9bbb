// The production server: the console's files and the gateway on one port. `npm start` builds it and runs it.
import { join } from 'node:path'

import { isHostOf, isLoopbackHost } from '../../gateway/checks/host.ts'
import { isGatewayTarget } from '../../gateway/target.ts'
import { consoleGateway, headersFor, pageFacts, sourceLine } from '../common/console-gateway.ts'
import { readSettings } from '../common/settings.ts'
import { listen, run } from './listen.ts'
import { createMetrics, serveMetrics } from './metrics.ts'
import { createPages } from './pages.ts'
import { openRecords } from './records.ts'
import { createTransport } from './transport.ts'

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
  const pages = createPages(join(import.meta.dirname, '../client'), pageFacts(settings), headersFor(settings))
  const address = await listen(
    async (request, arrival) => {
      const host = arrival.host ?? request.headers.get('host') ?? ''
      // A foreign Host and an absolute target name no page; the gateway refuses them in its own words.
      const forPages = arrival.target.startsWith('/') && !isGatewayTarget(arrival.target) && isOwnHost(host)
      return forPages ? pages(request, arrival.target, publicOrigin ?? `http://${host}`) : gateway(request, arrival)
    },
    {
      ...settings,
      // A turn among 464 lookups, Linq's own time, and the trace; then whoever does not read is let go.
      stuckMs: 2 * settings.timeoutMs + 10_000,
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
