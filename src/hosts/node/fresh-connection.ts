import * as http from 'node:http'
import * as https from 'node:https'
import { pipeline } from 'node:stream'

import { upstreamFromFetch } from '../../gateway/upstream/from-fetch.ts'
import { createDecompressor, joined } from './content-decoding.ts'

/**
 * The call to Linq over a connection of its own, by Node's client: unlike undici it skips a `100 Continue` that was not
 * asked for.
 */
export const callOnFreshConnection = upstreamFromFetch(
  ({ url, headers, signal }) =>
    new Promise((resolve, reject) => {
      const { get } = url.startsWith('https:') ? https : http
      get(url, { agent: false, headers: Object.fromEntries(headers), signal }, (response) => {
        const decompressor = createDecompressor(response.headers['content-encoding'])
        resolve({
          status: response.statusCode ?? 0,
          headers: { get: (name) => joined(response.headers[name]) },
          // A failure reaches the reader of the last stream.
          body: decompressor ? pipeline(response, decompressor, () => {}) : response,
        })
      }).on('error', reject)
    }),
)
