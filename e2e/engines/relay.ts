import { once } from 'node:events'
import { createServer, type IncomingMessage, request as sendRequest, type ServerResponse } from 'node:http'
import { Transform, type TransformCallback } from 'node:stream'

/** A proxy between a browser and the console, for what an engine's protocol cannot do. */
export interface Relay {
  url: string
  /** Delays requests for some paths until the returned function is called. */
  delay: (path: RegExp) => () => void
  /** Answers requests for some paths with 404. */
  withhold: (path: RegExp) => void
  /** Has the next page find an empty storage. */
  clearStorage: () => void
  stop: () => void
}

/** The path of the script that runs before everything else in a page. */
const firstScript = '/first-script.js'

/** A page that stores pasted content in `pasted`: the console's pages may not read the clipboard. */
const pastePage = `<!doctype html><title>Paste</title><div contenteditable>Here</div><script>
  addEventListener('paste', ({ clipboardData }) => {
    pasted = { text: clipboardData.getData('text/plain'), html: clipboardData.getData('text/html') }
  })
</script>`

/** Starts a proxy for a console, which adds {@link recordFaults} as the first script of each page. */
export async function startRelay(console: string): Promise<Relay> {
  let delayed: RegExp | null = null
  let withheld: RegExp | null = null
  let released = Promise.withResolvers<void>()
  let isCleared = false
  const server = createServer((request, response) => {
    if (request.url === firstScript) {
      response.setHeader('content-type', 'text/javascript').setHeader('cache-control', 'no-store')
      response.end(`${isCleared ? 'localStorage.clear(); sessionStorage.clear(); ' : ''}(${String(recordFaults)})()`)
      isCleared = false
    } else if (request.url === '/paste') response.setHeader('content-type', 'text/html').end(pastePage)
    else if (withheld?.test(request.url ?? '')) response.writeHead(404).end()
    else if (delayed?.test(request.url ?? '')) void released.promise.then(() => forward(console, request, response))
    else forward(console, request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    delay: (path) => {
      delayed = path
      released = Promise.withResolvers()
      return () => {
        delayed = null
        released.resolve()
      }
    },
    withhold: (path) => {
      withheld = path
    },
    clearStorage: () => {
      isCleared = true
    },
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function forward(console: string, request: IncomingMessage, response: ServerResponse): void {
  const { host, 'accept-encoding': _encoding, ...headers } = request.headers
  // The page's own origin is the console's behind the proxy; any other, and `null`, stays.
  if (headers.origin === `http://${host}`) headers.origin = console
  const forwarded = sendRequest(console + request.url, { method: request.method, headers }, (reply) => {
    const isPage = reply.headers['content-type']?.startsWith('text/html') === true
    if (isPage) delete reply.headers['content-length']
    response.writeHead(reply.statusCode ?? 502, reply.headers)
    if (isPage) reply.pipe(new FirstScript()).pipe(response)
    else reply.pipe(response)
  })
  forwarded.once('error', () => response.destroy())
  response.once('close', () => forwarded.destroy())
  request.pipe(forwarded)
}

/** Adds the first script to a page. The `<head>` tag is in the first chunk of the body. */
class FirstScript extends Transform {
  #isAdded = false
  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    const text = chunk.toString('latin1')
    done(
      null,
      this.#isAdded
        ? chunk
        : Buffer.from(text.replace('<head>', `<head><script src="${firstScript}"></script>`), 'latin1'),
    )
    this.#isAdded = true
  }
}

/** Records the faults of a page in `faults`: uncaught errors, policy violations, console errors and warnings. */
function recordFaults() {
  const faults: string[] = []
  Object.assign(globalThis, { faults })
  addEventListener(
    'error',
    ({ message, target }) => faults.push(`error: ${target instanceof Element ? target.outerHTML : message}`),
    true,
  )
  addEventListener('unhandledrejection', ({ reason }) => faults.push(`rejection: ${reason}`))
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    faults.push(`policy: ${violatedDirective} ${blockedURI}`),
  )
  for (const level of ['error', 'warn'] as const) {
    const write = console[level]
    console[level] = (...values: unknown[]) => {
      faults.push(`console.${level}: ${values.join(' ')}`)
      write(...values)
    }
  }
}
