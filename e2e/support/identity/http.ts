import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'

/** Listens on the loopback interface, and returns the address. */
export async function listen(server: Server, port = 0): Promise<string> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

/** The whole body of a request as text. */
export async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk)
  return text
}

/** Responds with JSON. */
export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** Responds with a page: its title, and the HTML below it. */
export function sendPage(response: ServerResponse, title: string, content: string, status = 200): void {
  // Without an icon the browser would request /favicon.ico, and log its 404.
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width"></head><body><h1>${title}</h1>${content}</body></html>`,
  )
}
