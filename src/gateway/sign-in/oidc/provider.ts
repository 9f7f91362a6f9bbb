import type { JWTVerifyGetKey } from 'jose'
import * as openid from 'openid-client'

import { boundedFetch } from '../../bounded-fetch.ts'
import { clockTolerance } from '../clock-tolerance.ts'
import { createKeySet } from '../key-set.ts'
import { SignInError, toSignInError } from './sign-in-error.ts'

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

/** How long the provider's metadata is kept, how long a failure to get it, and how long its keys, in milliseconds. */
const keepMs = { metadata: 60 * 60_000, failure: 3000, keys: 5 * 60_000 }

/** A provider as it was discovered. */
export interface Provider {
  config: openid.Configuration
  /** Finds the key of an ID token. */
  keys: JWTVerifyGetKey
}

/**
 * The provider, discovered when it is first needed. Anyone can begin a sign-in, so concurrent ones share
 * one discovery, and after a failure the provider is not called for a moment.
 * @throws {SignInError} when it cannot be discovered.
 */
export function createProvider(options: ProviderOptions): () => Promise<Provider> {
  let found: { provider: Provider; until: number } | undefined
  let failed: { error: SignInError; until: number } | undefined
  let pending: Promise<Provider> | undefined
  let keySet: { url: string; keys: JWTVerifyGetKey } | undefined
  const refresh = async () => {
    try {
      const config = await discover(options)
      const { href } = keysUrl(config, options)
      // Kept when the metadata is discovered again: a new one would fetch the keys again.
      if (keySet?.url !== href)
        keySet = { url: href, keys: createKeySet(new URL(href), { ...options, longestMs: keepMs.keys }) }
      const provider = { config, keys: keySet.keys }
      found = { provider, until: Date.now() + keepMs.metadata }
      return provider
    } catch (error) {
      failed = { error: toSignInError(error), until: Date.now() + keepMs.failure }
      throw failed.error
    } finally {
      pending = undefined
    }
  }
  return async () => {
    if (found && Date.now() < found.until) return found.provider
    if (failed && Date.now() < failed.until) throw failed.error
    return await (options.coalesce ? (pending ??= refresh()) : refresh())
  }
}

async function discover({ issuer, clientId, clientSecret }: ProviderOptions): Promise<openid.Configuration> {
  return await openid.discovery(
    new URL(issuer),
    clientId,
    { [openid.clockTolerance]: clockTolerance },
    clientSecret === null ? openid.None() : openid.ClientSecretPost(clientSecret),
    {
      timeout: providerTimeout,
      [openid.customFetch]: providerFetch,
      ...(isPlainHttp(issuer) && { execute: [openid.allowInsecureRequests] }),
    },
  )
}

/** The settings allow an issuer with plain http on this machine only. */
const isPlainHttp = (issuer: string) => new URL(issuer).protocol === 'http:'

/** The URL of the provider's keys, which needs https as its other endpoints do. */
function keysUrl(config: openid.Configuration, { issuer }: ProviderOptions): URL {
  const text = config.serverMetadata().jwks_uri ?? ''
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isPlainHttp(issuer))) return url
  throw new SignInError('invalid', 'no usable jwks_uri')
}

/** {@link boundedFetch} as the OpenID client calls it: its types allow bodies that it does not send. */
const providerFetch: openid.CustomFetch = async (url, { body, signal, ...options }) =>
  await boundedFetch(url, {
    ...options,
    body: body instanceof Uint8Array ? new Uint8Array(body) : (body ?? null),
    ...(signal && { signal }),
  })
