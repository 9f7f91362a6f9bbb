// The gateway for hosts that speak Fetch: an edge runtime, the demo in a page, tests.
import type { Gateway } from './gateway.ts'
import { concat } from './concat.ts'
import type { BodyBounds, BodyReading, GatewayRequest } from './request.ts'
import { type GatewayResponse, inPieces, largeBody } from './response.ts'

/**
 * Reads a Fetch `Request`.
 * @param known what the host knows better than the request. Without a target its URL's own path is used, which the URL
 * parser has normalized.
 */
export function fromFetch(
  request: Request,
  known: Partial<Pick<GatewayRequest, 'target' | 'host' | 'address'>> = {},
): GatewayRequest {
  const { method, headers, signal } = request
  const { pathname, search } = new URL(request.url)
  return {
    method,
    headers,
    signal,
    target: pathname + search,
    host: headers.get('host') ?? '',
    address: null,
    readBody: async (bounds) => await readBody(request, bounds),
    ...known,
  }
}

/** Reads the body of a Fetch `Request` within bounds. */
async function readBody(request: Request, { bytes, milliseconds }: BodyBounds): Promise<BodyReading> {
  if (Number(request.headers.get('content-length')) > bytes) return 'too-large'
  // Firefox, where the demo runs too, has no `Request.body`.
  const { body }: { body?: Request['body'] } = request
  const reader = body === undefined ? new Blob([await request.arrayBuffer()]).stream().getReader() : body?.getReader()
  if (!reader) return new Uint8Array()
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<'too-slow'>((resolve) => {
    timer = setTimeout(() => resolve('too-slow'), milliseconds)
  })
  try {
    const chunks: Uint8Array[] = []
    for (let length = 0; ;) {
      const next = await Promise.race([reader.read(), late])
      if (next === 'too-slow') return next
      if (next.done) return concat(chunks, length)
      length += next.value.byteLength
      if (length > bytes) return 'too-large'
      chunks.push(next.value)
    }
  } catch {
    return 'left'
  } finally {
    clearTimeout(timer)
    // The rest is not received. A stream that has ended or failed cannot be cancelled, which changes nothing.
    void reader.cancel().catch(() => {})
  }
}

/** Answers a Fetch `Request`. */
export const handleFetch = async (
  { handle }: Pick<Gateway, 'handle'>,
  request: Request,
  known?: Parameters<typeof fromFetch>[1],
): Promise<Response> => toFetch(await handle(fromFetch(request, known)))

/** Makes the Fetch `Response`. */
export function toFetch({ status, headers: sent, body }: GatewayResponse): Response {
  const headers = new Headers()
  for (const [name, value] of Object.entries(sent))
    for (const one of typeof value === 'string' ? [value] : value) headers.append(name, one)
  const small = body === null || (body instanceof Uint8Array && body.byteLength <= largeBody)
  return new Response(small ? body : streamOf(body instanceof Uint8Array ? inPieces(body) : body), { status, headers })
}

/** `ReadableStream.from`, which not every runtime has. */
function streamOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { value, done } = await iterator.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
      cancel: async () => void (await iterator.return?.()),
    },
    { highWaterMark: 1 },
  )
}
