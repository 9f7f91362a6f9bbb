/** The longest answer of an identity provider, in bytes after decompression. */
export const longestAnswer = 1024 * 1024

/** An answer is longer than {@link longestAnswer}. */
export class AnswerTooLarge extends Error {
  override name = 'AnswerTooLarge'

  constructor() {
    super(`The answer is larger than ${longestAnswer / 1024 / 1024} MiB`)
  }
}

/**
 * `fetch`, whose answer's body fails with {@link AnswerTooLarge} after {@link longestAnswer}: the rest is neither received
 * nor kept, nor is a decompressed body longer than that.
 */
export async function boundedFetch(url: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init)
  if (!response.body) return response
  let bytes = 0
  const limit = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      bytes += chunk.byteLength
      if (bytes > longestAnswer) controller.error(new AnswerTooLarge())
      else controller.enqueue(chunk)
    },
  })
  return new Response(response.body.pipeThrough(limit), response)
}
