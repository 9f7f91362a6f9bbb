import { codeOf } from './finding.ts'

/** How long anybody may take to answer, in milliseconds. */
const patience = 10_000

/** Asks a server, and never follows it elsewhere. */
export async function ask(
  address: string,
  headers: Record<string, string> = {},
): Promise<{ response: Response; body: string } | { response: null; code: string }> {
  try {
    const response = await fetch(address, { headers, redirect: 'manual', signal: AbortSignal.timeout(patience) })
    return { response, body: await response.text() }
  } catch (error) {
    return { response: null, code: codeOf(error) }
  }
}

/** A body that should be a JSON object; null when it is none. */
export function parseObject(body: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(body)
    return typeof json === 'object' && json !== null ? Object.fromEntries(Object.entries(json)) : null
  } catch {
    return null
  }
}
