// A console in a frame of another site. Providers refuse to be framed, so the sign-in takes place in a window of its own,
// whose cookies the frame does not have: the window hands the frame a token, which the frame exchanges for its own session.
import { base64url } from 'jose'

import { createExpiringSet } from '../../expiring-set.ts'
import type { HeaderReader } from '../../request.ts'
import type { Outcome } from '../../response.ts'
import type { Person } from '../person.ts'
import { createTokenCipher, type TokenKeys } from '../session/encrypted-token.ts'

/** What the window's token stands for. */
interface FrameToken {
  person: Person
  /** The hash of the verifier that only the frame knows, as in PKCE. */
  challenge: string
}

/** How long the frame may take to exchange the token, in seconds. */
const tokenSeconds = 60

/** How many exchanged tokens are remembered. */
const maxUsed = 10_000

/** Reads the frame's challenge: a SHA-256 as base64url. Null for a sign-in without a frame. */
export const readChallenge = (search: URLSearchParams): string | null =>
  /^[\w-]{43}$/.exec(search.get('frame') ?? '')?.[0] ?? null

/** Issues the tokens that windows hand to frames, and redeems each once. */
export function createFrameTokens(keys: TokenKeys) {
  const cipher = createTokenCipher<FrameToken>(keys, 'frame')
  const used = createExpiringSet(maxUsed)
  return {
    issue: async (person: Person, challenge: string): Promise<string> =>
      await cipher.encrypt({ person, challenge }, tokenSeconds),
    /** The person of a request's token, if the request has its verifier too; null for an invalid or a used one. */
    redeem: async (headers: HeaderReader): Promise<Person | null> => {
      const { person, challenge } = await cipher.decrypt(headers.get('x-sign-in-token') ?? '')
      if (
        !person ||
        !challenge ||
        challenge !== base64url.encode(await sha256(headers.get('x-sign-in-verifier') ?? ''))
      )
        return null
      if (used.has(challenge)) return null
      used.add(challenge, Date.now() + tokenSeconds * 1000)
      return person
    },
  }
}

const sha256 = async (text: string) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))

const script =
  'if(opener){opener.postMessage({signIn:document.currentScript.dataset.token||null},location.origin);close()}'
const style = ':root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}body{margin:2rem;max-width:30rem}'

/**
 * The end of a sign-in in a window: it gives its opener, a frame of the same origin, the token, and closes. Unlike the
 * console's pages it has no Cross-Origin-Opener-Policy, which would separate the two.
 * @param token null where the frame shares the window's cookies.
 * @param back the console's page, for a browser that does not let the window return.
 */
export async function signInWindow(token: string | null, back: string, cookies: readonly string[]): Promise<Outcome> {
  const hashes = await Promise.all(
    [script, style].map(async (text) => `'sha256-${btoa(String.fromCharCode(...(await sha256(text))))}'`),
  )
  return {
    status: 200,
    code: null,
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Signed in · Chat console</title><style>${style}</style></head><body><h1>You are signed in</h1><p>This window closes by itself. If it stays open, this browser does not let it return to the page that opened it. <a href="${escapeAttribute(back)}">Open the console here</a> instead.</p><script data-token="${token ?? ''}">${script}</script></body></html>`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; script-src ${hashes[0]}; style-src ${hashes[1]}; base-uri 'none'; frame-ancestors 'none'`,
    },
    cookies,
  }
}

const escapeAttribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
