import { createGateway, type Gateway } from '../../gateway/gateway.ts'
import { sandbox } from '../../sandbox/sandbox.ts'
import type { Settings } from './settings.ts'

/** Where the shown data comes from: the sandbox, or the live upstream's host. */
export const sourceOf = ({ token, origin }: Settings): string => (token === null ? 'sandbox' : new URL(origin).host)

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
    isOwnHost,
    log: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
    onBug: (error) =>
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
  })
}
