import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { Transform, type TransformCallback } from 'node:stream'

/** A server between a browser and the console, for what cannot be done in each engine's protocol. */
export interface Relay {
  url: string
  /** Keeps the answers to some paths back until the returned function is called. */
  hold: (path: RegExp) => () => void
  stop: () => void
}

/** The path of the script that runs before everything else in a page. */
const firstScript = '/first-script.js'

/** A page that keeps in `pasted` what somebody pastes: the console's own may not read the clipboard. */
const pastePage = `<!doctype html><title>Paste</title><div contenteditable>Here</div><script>
  addEventListener('paste', ({ clipboardData }) => {
    pasted = { text: clipboardData.getData('text/plain'), html: clipboardData.getData('text/html') }
  })
</script>`

/** Starts a server that passes everything on to a console, and has each page begin with {@link recordFaults}. */
export async function startRelay(console: string): Promise<Relay> {
  let held: RegExp | null = null
  let released = Promise.withResolvers<void>()
  const server = createServer((asked, answer) => {
    if (asked.url === firstScript)
      answer.setHeader('content-type', 'text/javascript').end(`(${String(recordFaults)})()`)
    else if (asked.url === '/paste') answer.setHeader('content-type', 'text/html').end(pastePage)
    else if (held?.test(asked.url ?? '')) void released.promise.then(() => pass(console, asked, answer))
    else pass(console, asked, answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    hold: (path) => {
      held = path
      released = Promise.withResolvers()
      return () => {
        held = null
        released.resolve()
      }
    },
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function pass(console: string, asked: IncomingMessage, answer: ServerResponse): void {
  const { host: _host, 'accept-encoding': _encoding, ...headers } = asked.headers
  const onward = request(console + asked.url, { method: asked.method, headers }, (reply) => {
    const isPage = reply.headers['content-type']?.startsWith('text/html') === true
    if (isPage) delete reply.headers['content-length']
    answer.writeHead(reply.statusCode ?? 502, reply.headers)
    if (isPage) reply.pipe(new FirstScript()).pipe(answer)
    else reply.pipe(answer)
  })
  onward.once('error', () => answer.destroy())
  answer.once('close', () => onward.destroy())
  asked.pipe(onward)
}

/** Adds the first script to a page whose beginning comes in one piece. */
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

/** Records in `faults` what goes wrong in a page: what it throws, what its policy refuses, and what it complains of. */
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
