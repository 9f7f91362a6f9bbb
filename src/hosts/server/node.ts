// The production server: the console's files and the gateway on one port. `npm start` builds it and runs it.
import { join } from 'node:path'

import { isLoopbackHost } from '../../gateway/guards.ts'
import { isGatewayTarget } from '../../gateway/target.ts'
import { consoleGateway, pageFacts, sourceLine } from './console-gateway.ts'
import { listen, run } from './listen.ts'
import { createPages } from './pages.ts'
import { readSettings } from './settings.ts'

await run(async () => {
  const settings = readSettings(process.env)
  let port = settings.port
  const isOwnHost = (host: string) => isLoopbackHost(host, port)
  const gateway = consoleGateway(settings, isOwnHost)
  const pages = createPages(join(import.meta.dirname, '../client'), pageFacts(settings))
  const address = await listen(async (request, target) => {
    const { method, headers } = request
    // A foreign Host and an absolute target name no page; the gateway refuses them in its own words.
    const forPages = target.startsWith('/') && !isGatewayTarget(target) && isOwnHost(headers.get('host') ?? '')
    return forPages ? pages(method, target, headers) : gateway(request, target)
  }, settings)
  port = address.port
  process.stdout.write(`Chat console on ${address.url}\n${sourceLine(settings)}\n`)
})
