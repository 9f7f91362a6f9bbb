import * as openid from 'openid-client'

import { boundedFetch } from '../../bounded-fetch.ts'
import { clockTolerance } from '../clock-tolerance.ts'
import { type SignInError, toSignInError } from './sign-in-error.ts'

export interface ProviderOptions {
  issuer: string
  clientId: string
  /** null for a public client, which is protected by PKCE alone. */
  clientSecret: string | null
  /** Whether one request may await what another began; an edge runtime forbids it. */
  coalesce: boolean
}

/** How long the provider may take to reply, in seconds. */
const providerTimeout = 10

/** How long the provider's metadata is kept, and how long a failure to get it, in milliseconds. */
const keepMs = { metadata: 60 * 60_000, failure: 3000 }

/**
 * The provider's configuration, discovered when it is first needed. Anyone can begin a sign-in, so concurrent ones share
 * one discovery, and after a failure the provider is not called for a moment.
 * @throws {SignInError} when it cannot be discovered.
 */
export function createProvider(options: ProviderOptions): () => Promise<openid.Configuration> {
  let found: { config: openid.Configuration; until: number } | undefined
  let failed: { error: SignInError; until: number } | undefined
  let pending: Promise<openid.Configuration> | undefined
  const refresh = async () => {
    try {
      const config = await discover(options)
      found = { config, until: Date.now() + keepMs.metadata }
      return config
    } catch (error) {
      failed = { error: toSignInError(error), until: Date.now() + keepMs.failure }
      throw failed.error
    } finally {
      pending = undefined
    }
  }
  return async () => {
    if (found && Date.now() < found.until) return found.config
    if (failed && Date.now() < failed.until) throw failed.error
    return await (options.coalesce ? (pending ??= refresh()) : refresh())
  }
}

async function discover({ issuer, clientId, clientSecret }: ProviderOptions): Promise<openid.Configuration> {
  const plainHttp = new URL(issuer).protocol === 'http:' // The settings allow it to this machine only.
  const config = await openid.discovery(
    new URL(issuer),
    clientId,
    { [openid.clockTolerance]: clockTolerance },
    clientSecret === null ? openid.None() : openid.ClientSecretPost(clientSecret),
    {
      timeout: providerTimeout,
      [openid.customFetch]: providerFetch,
      ...(plainHttp && { execute: [openid.allowInsecureRequests] }),
    },
  )
  // Without it the signature of a token that is fetched from the provider would not be checked.
  openid.enableNonRepudiationChecks(config)
  return config
}

/** {@link boundedFetch} as the OpenID client calls it: its types allow bodies that it does not send. */
const providerFetch: openid.CustomFetch = async (url, { body, signal, ...options }) =>
  await boundedFetch(url, {
    ...options,
    body: body instanceof Uint8Array ? new Uint8Array(body) : (body ?? null),
    ...(signal && { signal }),
  })
