import { type Handle, parseHandle } from '../../linq/handle.ts'
import type { GatewayRequest } from '../request.ts'
import { clientLeft, failed, type Outcome } from '../response.ts'

/** The bounds of a search's body. A handle has at most 254 characters. */
export const searchBody = { bytes: 1024, milliseconds: 5000 }

/** A search: the checked handle, and what the page was sent as its next page, unchecked. */
export interface SearchQuery {
  handle: Handle
  cursor: string | null
}

const contentType = /^application\/json[ \t]*(?:;[ \t]*charset="?utf-8"?)?$/i

/** Reads a search from a request's body, or refuses it. No detail repeats anything of it. */
export async function readFindRequest({ headers, readBody }: GatewayRequest): Promise<SearchQuery | Outcome> {
  if (!contentType.test(headers.get('content-type') ?? '') || headers.get('content-encoding') !== null)
    return failed('bad_request', 'A search takes JSON: content-type: application/json, without an encoding.', {
      status: 415,
    })
  const body = await readBody(searchBody)
  if (body === 'left') return clientLeft
  if (body === 'too-large')
    return failed('bad_request', `The body of a search may have ${searchBody.bytes} bytes.`, { status: 413 })
  if (body === 'too-slow')
    return failed('bad_request', `The body did not arrive within ${searchBody.milliseconds / 1000} s.`, { status: 408 })
  const sent = parseMembers(body)
  if (!sent) return failed('bad_request', 'The body has to be {"handle": "…"}, with "cursor": "…" for another page.')
  const handle = parseHandle(sent.handle)
  return handle
    ? { handle, cursor: sent.cursor ?? null }
    : failed(
        'invalid_handle',
        'A handle is a phone number with its plus and country code, such as +15551234567, or an e-mail address.',
      )
}

/** The members of the body; null for anything but the documented ones, each once and a text. */
function parseMembers(body: Uint8Array): { handle: string; cursor?: string } | null {
  let text: string
  let json: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
    json = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null
  const members: [string, unknown][] = Object.entries(json)
  // Of two members with one name JSON.parse keeps the last: then the text has more strings than the names and values.
  if ((text.match(/"(?:[^"\\]|\\.)*"/g) ?? []).length !== 2 * members.length) return null
  const { handle, cursor, ...more }: Record<string, unknown> = Object.fromEntries(members)
  if (typeof handle !== 'string' || Object.keys(more).length > 0) return null
  if (cursor === undefined) return { handle }
  return typeof cursor === 'string' ? { handle, cursor } : null
}
