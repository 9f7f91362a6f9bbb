import { maxHeaderSize } from 'node:http'

import { type Answer, failed, respond } from '../../../gateway/response.ts'

/** What never became a request. */
export const refusal = failed('bad_request', 'This is not a request the server can read.')

const tooLarge = failed('bad_request', `The headers of this request are larger than ${maxHeaderSize / 1024} KiB.`, {
  status: 431,
})
const tooSlow = failed('bad_request', 'This request took too long to arrive.', { status: 408 })

/**
 * A refusal as bytes, for a socket whose request Node could not read.
 * @param code Node's word for why.
 */
export function rawRefusal(code?: string): string {
  if (code === 'HPE_HEADER_OVERFLOW') return write(tooLarge, 'Request Header Fields Too Large')
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? write(tooSlow, 'Request Timeout') : write(refusal, 'Bad Request')
}

function write(refused: Answer & { body: string }, words: string): string {
  const headers = [...respond(refused, crypto.randomUUID()).headers].map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${refused.status} ${words}`, ...headers, 'connection: close', '', refused.body].join('\r\n')
}
