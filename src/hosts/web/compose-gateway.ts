import { isHostOf } from '../settings/own-host.ts'
import { createGateway, type Gateway } from '../../gateway/gateway.ts'
import type { GatewayOptions } from '../../gateway/options.ts'
import type { Upstream } from '../../gateway/upstream/call.ts'
import { overFetch } from '../../gateway/upstream/from-fetch.ts'
import { sandbox } from '../../sandbox/sandbox.ts'
import { type HeaderFacts, pageHeaders, type PageHeaders } from './security-headers.ts'
import type { Settings } from '../settings/settings.ts'
import type { PageFacts } from './static-routes.ts'
import { createSignIn } from './sign-in.ts'
import type { Inline } from './html-template.ts'

/** Where the shown data comes from: the sandbox, or the live upstream's host. */
const sourceOf = ({ token, origin }: Settings): string => (token === null ? 'sandbox' : new URL(origin).host)

/** What the page has to know of the settings. */
export const pageFacts = ({ token, origin, masked, signIn }: Settings): PageFacts => ({
  source: token === null ? 'sandbox' : origin,
  masked,
  signIn: signIn?.kind ?? null,
})

const isSecure = ({ publicOrigin }: Settings) => publicOrigin?.startsWith('https:') === true

/**
 * The headers of every page and file.
 * @param inline what stands inline in the page.
 */
export function headersFor(settings: Settings, inline?: Inline): PageHeaders {
  const facts: HeaderFacts = {
    sandbox: settings.token === null,
    secure: isSecure(settings),
    frameAncestors: settings.frameAncestors,
    ...(inline && { inline }),
  }
  return pageHeaders(facts)
}

/** The line a server prints about it at start. */
export const sourceLine = ({ token, origin }: Settings): string =>
  token === null ? 'Sandbox data. Set LINQ_INTEGRATION_TOKEN to read live chats.' : `Live data from ${origin}`

/** What a host brings to the gateway: its sockets, its files, its clock of life. */
export interface HostParts extends Pick<
  GatewayOptions,
  'audit' | 'log' | 'onBug' | 'isDraining' | 'shares' | 'onEvent'
> {
  /** Whether a name is one that this host listens under, besides `PUBLIC_ORIGIN`. */
  isOwnHost: (host: string) => boolean
  /** The call to Linq, where there is a token. */
  upstream: Upstream
}

/** Puts the gateway together as the environment says: with Linq behind it when there is a token, else with the sandbox. */
export function consoleGateway(settings: Settings, parts: HostParts): Gateway {
  const { publicOrigin, token } = settings
  return createGateway({
    ...parts,
    upstream: token === null ? overFetch(sandbox) : parts.upstream,
    origin: settings.origin,
    token: token ?? 'sandbox',
    source: sourceOf(settings),
    timeoutMs: settings.timeoutMs,
    masked: settings.masked,
    isOwnHost: (host) => parts.isOwnHost(host) || (publicOrigin !== null && isHostOf(publicOrigin, host)),
    signIn: createSignIn(settings, parts.shares),
    lookupsPerMinute: settings.lookupsPerMinute,
    // Half of the sandbox's samples fail on purpose.
    breaks: token !== null,
    secure: isSecure(settings),
  })
}
