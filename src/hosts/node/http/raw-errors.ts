import { failed, type Outcome, respond } from '../../../gateway/response.ts'

/** How large a request line with its headers may be: a link to 500 chats of API v3 takes 18 KiB, where Node reads 16. */
export const maxHeaderBytes = 32 * 1024

/** The response to what cannot be understood as a request. */
export const invalidRequest = failed('bad_request', 'This is not a request the server can read.')

const tooLarge = failed('bad_request', `The headers of this request are larger than ${maxHeaderBytes / 1024} KiB.`, {
  status: 431,
})
const tooSlow = failed('bad_request', 'This request took too long to arrive.', { status: 408 })

/**
 * A whole response as text, for a socket whose request Node's parser refused.
 * @param code Node's error code.
 */
export function rawError(code?: string): string {
  if (code === 'HPE_HEADER_OVERFLOW') return write(tooLarge, 'Request Header Fields Too Large')
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? write(tooSlow, 'Request Timeout') : write(invalidRequest, 'Bad Request')
}

function write(outcome: Outcome & { body: string }, reason: string): string {
  const { headers } = respond(outcome, crypto.randomUUID())
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`)
  return [`HTTP/1.1 ${outcome.status} ${reason}`, ...lines, 'connection: close', '', outcome.body].join('\r\n')
}
