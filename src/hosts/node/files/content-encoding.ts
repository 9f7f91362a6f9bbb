// The compressed forms of a file: which ones there are, what they are called beside it, and which one a browser gets.
import { brotliDecompressSync, brotliCompressSync, constants, gunzipSync, gzipSync } from 'node:zlib'

type Bytes = Buffer<ArrayBuffer>

/** A file as it is, and compressed where that is worth it. */
export interface Bodies {
  identity: Bytes
  br?: Bytes
  gzip?: Bytes
}

type Coding = keyof Bodies
type Compressed = Exclude<Coding, 'identity'>

/**
 * How hard to try: `build` has all the time there is, `start` keeps people waiting (130 ms for Brotli's 9, 670 for its 11).
 * No zstd: at its 19 each of our files is larger than with Brotli, and every browser that knows it knows Brotli too.
 */
type Effort = 'build' | 'start'

interface Method {
  suffix: string
  compress: (content: Bytes, effort: Effort) => Bytes
  decompress: (content: Bytes) => Bytes
}

/** How each form is named, made and read. */
export const methods: Record<Compressed, Method> = {
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

/** The best first: what is chosen among those that a browser likes equally. */
const codings = ['br', 'gzip'] as const

/** Whether a file is the compressed form of another. */
export const isCompressedForm = (name: string): boolean =>
  codings.some((coding) => name.endsWith(methods[coding].suffix))

/** Whether a file gets smaller by it: below 1 KiB it saves no packet, and these formats are compressed already. */
export const isCompressible = (name: string, length: number): boolean =>
  length >= 1024 && !/\.(?:png|woff2)$/.test(name)

/**
 * Every form of a file.
 * @param built reads the form that the build left beside it; null for none. One that is not of these very bytes (a file
 * was changed after the build, or copied from another one) is made anew.
 */
export function bodiesOf(name: string, identity: Bytes, built: (suffix: string) => Bytes | null): Bodies {
  if (!isCompressible(name, identity.length)) return { identity }
  const form = ({ suffix, compress, decompress }: Method): Bytes => {
    const found = built(suffix)
    try {
      // Cheap (7 ms for the whole console), and surer than two times of change, which a copy or a container may mix up.
      if (found && decompress(found).equals(identity)) return found
    } catch {
      // Cut off, or something else altogether.
    }
    return compress(identity, 'start')
  }
  return { identity, br: form(methods.br), gzip: form(methods.gzip) }
}

/** The form that a browser likes best by its `Accept-Encoding` (RFC 9110, 12.5.3), of those there are. */
export function chooseCoding(accepted: string, bodies: Partial<Record<Coding, unknown>>): Coding {
  const weights = new Map(
    accepted
      .toLowerCase()
      .split(',')
      .map((entry) => {
        const [coding = '', ...parameters] = entry.split(';').map((text) => text.trim())
        const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
        // A weight that is none asks for nothing.
        return [coding, weight === undefined ? 1 : Number(weight) || 0] as const
      }),
  )
  const weightOf = (coding: Coding) => weights.get(coding) ?? (coding === 'identity' ? 0 : (weights.get('*') ?? 0))
  let best: Coding = 'identity'
  // What is liked by no more than the plain file is sent plain; the first of equals is the smaller one.
  for (const coding of codings) {
    const weight = weightOf(coding)
    if (bodies[coding] && weight > 0 && (best === 'identity' ? weight >= weightOf(best) : weight > weightOf(best)))
      best = coding
  }
  return best
}
