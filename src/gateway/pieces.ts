/** A body above this many bytes is handed over piece by piece, as its reader takes it. */
const large = 256 * 1024
const piece = 64 * 1024

/**
 * A body for a response, of bytes that many responses may share. In one piece each response would hold a copy of all of
 * it for as long as its reader takes, and some never read.
 */
export function inPieces(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> {
  if (bytes.byteLength <= large) return bytes
  let offset = 0
  return new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        controller.enqueue(bytes.slice(offset, offset + piece))
        offset += piece
        if (offset >= bytes.byteLength) controller.close()
      },
    },
    { highWaterMark: 1 },
  )
}
