import { createGateway, type Gateway } from '../../gateway/gateway.ts'
import { sandbox } from '../../sandbox/sandbox.ts'
import type { PageFacts } from './pages.ts'
import type { Settings } from './settings.ts'

/** Where the shown data comes from: the sandbox, or the live upstream's host. */
const sourceOf = ({ token, origin }: Settings): string => (token === null ? 'sandbox' : new URL(origin).host)

/** What the page has to know of the settings. */
export const pageFacts = ({ token, origin, masked }: Settings): PageFacts => ({
  source: token === null ? 'sandbox' : origin,
  masked,
})

/** The line a server prints about it at start. */
export const sourceLine = ({ token, origin }: Settings): string =>
  token === null ? 'Sandbox data. Set LINQ_INTEGRATION_TOKEN to read live chats.' : `Live data from ${origin}`

/** Puts the gateway together as the environment says: with Linq behind it when there is a token, else with the sandbox. */
export function consoleGateway(settings: Settings, isOwnHost: (host: string) => boolean): Gateway {
  return createGateway({
    upstream: settings.token === null ? sandbox : (request) => fetch(request),
    origin: settings.origin,
    token: settings.token ?? 'sandbox',
    source: sourceOf(settings),
    timeoutMs: settings.timeoutMs,
    masked: settings.masked,
    isOwnHost,
    log: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
    onBug: (error) =>
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
  })
}
