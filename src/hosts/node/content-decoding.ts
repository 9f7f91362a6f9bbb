import type { Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

/** The gateway does not ask for compression, but some upstreams compress anyway. */
export function createDecompressor(encoding: string | string[] | undefined): Transform | undefined {
  if (encoding === undefined) return undefined
  return decompressors[String(encoding).trim().toLowerCase()]?.()
}

const decompressors: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/** The value of a header; several are joined. */
export const joined = (value: string | string[] | undefined): string | null =>
  Array.isArray(value) ? value.join(', ') : (value ?? null)
