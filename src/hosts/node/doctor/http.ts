import { boundedFetch } from '../../../gateway/bounded-fetch.ts'
import { isObject, tryParseJson } from '../../../linq/json.ts'
import { codeOf } from './finding.ts'

/** The deadline of a request, in milliseconds. */
const timeoutMs = 10_000

/** Sends a GET request without following redirects. Never throws: `code` says why there is no response. */
export async function request(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ response: Response; body: string } | { response: null; code: string }> {
  try {
    const response = await boundedFetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
    return { response, body: await response.text() }
  } catch (error) {
    return { response: null, code: codeOf(error) }
  }
}

/** Parses a JSON object; null for anything else. */
export function parseObject(body: string): Record<string, unknown> | null {
  const json = tryParseJson(body)
  return isObject(json) ? json : null
}
