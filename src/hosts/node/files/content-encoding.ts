// The encodings of a file: their names and suffixes, how they are made, and which one a browser gets.
import { brotliDecompressSync, brotliCompressSync, constants, gunzipSync, gzipSync } from 'node:zlib'

type Bytes = Buffer<ArrayBuffer>

/** A file's content, and its encodings if they are smaller. */
export interface Encodings {
  identity: Bytes
  br?: Bytes
  gzip?: Bytes
}

type Encoding = keyof Encodings
type Compressed = Exclude<Encoding, 'identity'>

/**
 * A build takes its time; a server that starts does not (130 ms for Brotli 9, 670 ms for Brotli 11).
 * No zstd: at level 19 each of our files is larger than with Brotli, and every browser that accepts it accepts Brotli.
 */
type Effort = 'build' | 'start'

interface Codec {
  suffix: string
  compress: (content: Bytes, effort: Effort) => Bytes
  decompress: (content: Bytes) => Bytes
}

/** The suffix of each encoding's files, and how it is made and read. */
export const codecs: Record<Compressed, Codec> = {
  br: {
    suffix: '.br',
    compress: (content, effort) =>
      brotliCompressSync(content, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: effort === 'build' ? 11 : 9,
          [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
        },
      }),
    decompress: (content) => brotliDecompressSync(content),
  },
  gzip: {
    suffix: '.gz',
    compress: (content) => gzipSync(content, { level: 9 }),
    decompress: (content) => gunzipSync(content),
  },
}

/** In order of preference among those that a browser accepts equally. */
const preference = ['br', 'gzip'] as const

/** Whether a file is another one's encoding. */
export const isEncodedFile = (name: string): boolean =>
  Object.values(codecs).some(({ suffix }) => name.endsWith(suffix))

/** Whether compression is worth it: below 1 KiB it saves no packet, and some formats are compressed already. */
export const isCompressible = (name: string, length: number): boolean =>
  length >= 1024 && !/\.(?:png|woff2)$/.test(name)

/**
 * The content of a file in every encoding.
 * @param readBuilt reads the encoded file that the build wrote next to it; null for none. It is only used if it decodes to
 * the same bytes: the file may have changed since the build.
 */
export function encodeFile(name: string, identity: Bytes, readBuilt: (suffix: string) => Bytes | null): Encodings {
  if (!isCompressible(name, identity.length)) return { identity }
  const encode = ({ suffix, compress, decompress }: Codec): Bytes => {
    const found = readBuilt(suffix)
    try {
      // This takes 7 ms for the whole console. Modification times are not reliable after a copy or in a container.
      if (found && decompress(found).equals(identity)) return found
    } catch {
      // Truncated, or not in this encoding.
    }
    return compress(identity, 'start')
  }
  return { identity, br: encode(codecs.br), gzip: encode(codecs.gzip) }
}

/** Chooses the available encoding that an `Accept-Encoding` header prefers (RFC 9110, 12.5.3). */
export function negotiateEncoding(accepted: string, available: Partial<Record<Encoding, unknown>>): Encoding {
  const weights = new Map(
    accepted
      .toLowerCase()
      .split(',')
      .map((entry) => {
        const [encoding = '', ...parameters] = entry.split(';').map((text) => text.trim())
        const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
        // An invalid weight counts as 0.
        return [encoding, weight === undefined ? 1 : Number(weight) || 0] as const
      }),
  )
  const weightOf = (encoding: Encoding) =>
    weights.get(encoding) ?? (encoding === 'identity' ? 0 : (weights.get('*') ?? 0))
  const [best = 'identity'] = preference
    .filter((encoding) => available[encoding] && weightOf(encoding) > 0)
    .toSorted((a, b) => weightOf(b) - weightOf(a))
  return weightOf(best) >= weightOf('identity') ? best : 'identity'
}
