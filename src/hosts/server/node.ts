// The production server: the console's files and the gateway on one port. `npm start` builds it and runs it.
import { join } from 'node:path'

import { isLoopbackHost } from '../../gateway/guards.ts'
import { isGatewayTarget } from '../../gateway/target.ts'
import { consoleGateway, sourceLine, sourceOf } from './console-gateway.ts'
import { listen, run } from './listen.ts'
import { createPages } from './pages.ts'
import { readSettings } from './settings.ts'

await run(async () => {
  const settings = readSettings(process.env)
  let port = settings.port
  const isOwnHost = (host: string) => isLoopbackHost(host, port)
  const gateway = consoleGateway(settings, isOwnHost)
  const pages = createPages(join(import.meta.dirname, '../client'), sourceOf(settings))
  const address = await listen(async (request, target) => {
    const { method, headers } = request
    // A foreign Host is refused for pages too, in the gateway's words.
    return isGatewayTarget(target) || !isOwnHost(headers.get('host') ?? '')
      ? gateway(request, target)
      : pages(method, target, headers)
  }, settings)
  port = address.port
  process.stdout.write(`Chat console on ${address.url}\n${sourceLine(settings)}\n`)
})
