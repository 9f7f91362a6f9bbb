import { returnPath } from '../../urls/return-path.ts'
import { createGateway, type Gateway } from '../../gateway/gateway.ts'
import type { GatewayOptions } from '../../gateway/options.ts'
import type { SignIn } from '../../gateway/sign-in/identity.ts'
import { createOidc } from '../../gateway/sign-in/oidc/oidc.ts'
import { createAccessJwt } from '../../gateway/sign-in/proxy/access-jwt.ts'
import { upstreamFromFetch } from '../../gateway/upstream/from-fetch.ts'
import { sandbox } from '../../sandbox/sandbox.ts'
import { siteOf } from '../settings/network.ts'
import type { Settings } from '../settings/settings.ts'
import { type InlineHashes, pageHeaders, type PageHeaders } from './security-headers.ts'
import type { ServerConfig } from './static-routes.ts'

/** The settings that the page has to know. */
export const serverConfig = ({
  token,
  origin,
  masked,
  signIn,
  links,
  supportContact,
  find,
}: Settings): ServerConfig => ({
  source: token === null ? 'sandbox' : origin,
  mask: masked ? 'always' : '',
  'sign-in': signIn?.kind ?? '',
  links: links.length === 0 ? '' : encodeURIComponent(JSON.stringify(links)),
  support: encodeURIComponent(supportContact ?? ''),
  find: find ? 'on' : '',
})

/** The headers of every page and file. */
export const headersFor = (settings: Settings, inline?: InlineHashes): PageHeaders =>
  pageHeaders({
    sandbox: settings.token === null,
    strictTransport: settings.strictTransport,
    frameAncestors: settings.frameAncestors,
    ...(inline && { inline }),
  })

/** The line about the data's source that a server prints at start. */
export const sourceLine = ({ token, origin }: Settings): string =>
  token === null ? 'Sandbox data. Set LINQ_INTEGRATION_TOKEN to read live chats.' : `Live data from ${origin}`

/** What the gateway needs from its host. The upstream is used where there is a token. */
export type HostServices = Pick<
  GatewayOptions,
  'audit' | 'log' | 'onBug' | 'isDraining' | 'build' | 'coalesce' | 'onEvent' | 'isOwnHost' | 'upstream'
>

/** Makes the gateway that the settings describe: with Linq as its upstream where there is a token, else the sandbox. */
export function composeGateway(settings: Settings, host: HostServices): Gateway {
  const { token } = settings
  return createGateway({
    ...settings,
    ...host,
    upstream: token === null ? upstreamFromFetch(sandbox) : host.upstream,
    tokens: { v2: token ?? 'sandbox', v3: settings.v3Token ?? 'sandbox' },
    source: token === null ? 'sandbox' : new URL(settings.origin).host,
    signIn: createSignIn(settings, host.coalesce),
    // Half of the sandbox's samples fail on purpose.
    circuitBreaker: token !== null,
  })
}

function createSignIn({ signIn, publicOrigin, frameAncestors }: Settings, coalesce: boolean): SignIn | null {
  if (signIn?.kind === 'proxy') return createAccessJwt({ ...signIn, coalesce })
  // The settings require an origin with OpenID Connect.
  return signIn && publicOrigin !== null
    ? createOidc({
        ...signIn,
        publicOrigin,
        returnPath,
        coalesce,
        partitioned: frameAncestors.some((origin) => siteOf(origin) !== siteOf(publicOrigin)),
      })
    : null
}
