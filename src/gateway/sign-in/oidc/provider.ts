import * as openid from 'openid-client'

import { judge, type Trouble } from './sign-in-error.ts'

export interface ProviderOptions {
  issuer: string
  clientId: string
  /** null: a public client, which PKCE alone protects. */
  clientSecret: string | null
  /** Whether one request may wait for what another began; an edge runtime forbids it. */
  shares: boolean
}

/** How long the provider may take to answer this server, in seconds. */
const providerTimeout = 10

/** How long what the provider says of itself is kept, and that it said nothing usable, in milliseconds. */
const keep = { found: 60 * 60_000, failed: 3000 }

/**
 * The provider as it describes itself, asked for when it is first needed. Anybody can begin a sign-in, so many that begin
 * at once ask it one time, and after a failure it is left alone for a moment.
 * @throws {Trouble} when it cannot be had.
 */
export function createProvider(options: ProviderOptions): () => Promise<openid.Configuration> {
  let found: { config: openid.Configuration; until: number } | undefined
  let failed: { trouble: Trouble; until: number } | undefined
  let underWay: Promise<openid.Configuration> | undefined
  const ask = async () => {
    try {
      const config = await discover(options)
      found = { config, until: Date.now() + keep.found }
      return config
    } catch (error) {
      failed = { trouble: judge(error), until: Date.now() + keep.failed }
      throw failed.trouble
    } finally {
      underWay = undefined
    }
  }
  return async () => {
    if (found && Date.now() < found.until) return found.config
    if (failed && Date.now() < failed.until) throw failed.trouble
    return await (options.shares ? (underWay ??= ask()) : ask())
  }
}

async function discover({ issuer, clientId, clientSecret }: ProviderOptions): Promise<openid.Configuration> {
  const plainHttp = new URL(issuer).protocol === 'http:' // The settings allow it to this machine only.
  const config = await openid.discovery(
    new URL(issuer),
    clientId,
    {},
    clientSecret === null ? openid.None() : openid.ClientSecretPost(clientSecret),
    { timeout: providerTimeout, ...(plainHttp && { execute: [openid.allowInsecureRequests] }) },
  )
  // Else a token that comes straight from the provider would be believed without its signature.
  openid.enableNonRepudiationChecks(config)
  return config
}
