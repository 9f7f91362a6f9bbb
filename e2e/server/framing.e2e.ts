// Pages of other origins that frame the console, with and without FRAME_ANCESTORS.
import { once } from 'node:events'
import { createServer } from 'node:http'

import { portOf } from '../../src/hosts/node/http/listen.ts'
import { type RunningServer, startServer } from '../support/servers.ts'
import { expect, test as base } from '../support/test.ts'

interface Desk {
  /** The origin that may frame the console. */
  named: string
  /** An origin that may not: the same server under another name. */
  other: string
}

/** Starts a server whose pages frame the URL in their query. */
async function startDesk() {
  const server = createServer((request, response) => {
    const search = new URL(request.url ?? '', 'http://desk').searchParams
    const isolation = search.get('isolation')
    response.setHeader('content-type', 'text/html')
    if (isolation !== null) response.setHeader('cross-origin-embedder-policy', isolation)
    if (isolation !== null) response.setHeader('cross-origin-opener-policy', 'same-origin')
    response.end(`<iframe width="900" height="700" src="${search.get('frame')}"></iframe>`)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server.address())
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return { named: `http://localhost:${port}`, other: `http://127.0.0.1:${port}`, stop }
}

const startFramed = async ({ named }: Desk) => await startServer('console', { FRAME_ANCESTORS: named })

/** A console, and a desk that may frame it. Both are started once a worker. */
const test = base.extend<{ desk: Desk; framed: RunningServer }>({
  desk: async ({ share }, use) => await use(await share(startDesk)),
  framed: async ({ share, desk }, use) => await use(await share(startFramed, desk)),
})

for (const isolation of ['require-corp', 'credentialless', null]) {
  const pageIn = (origin: string, { url }: RunningServer, path = '/chats/45') =>
    `${origin}/?${new URLSearchParams({ frame: url + path, ...(isolation && { isolation }) })}`
  const how = isolation ? `isolates itself with ${isolation}` : 'does not isolate itself'

  test(`a named origin that ${how} can frame the console, and copy from it`, async ({ page, desk, framed }) => {
    await page.goto(pageIn(desk.named, framed))
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(isolation !== null)
    const frame = page.frameLocator('iframe')
    await expect(frame.locator('tr[data-handle-id]')).toHaveCount(2)
    // The outer page did not delegate the clipboard (`allow="clipboard-write"`); `execCommand` still copies.
    await frame.getByRole('button', { name: 'Copy', exact: true }).click()
    await frame.getByRole('list', { name: 'Copy as' }).getByRole('button', { name: 'ID' }).click()
    await expect(frame.locator('[data-notice]')).toHaveText('ID copied.')
  })

  test(`in a frame of a named origin that ${how} a text that opens no chat says why`, async ({
    page,
    desk,
    framed,
  }) => {
    await page.goto(pageIn(desk.named, framed, '/?text=%2B12025550123'))
    const box = page.frameLocator('iframe').getByRole('textbox', { name: 'Chat ID' })
    await expect(box).toHaveAccessibleDescription(/^This looks like a phone number\./)
  })

  test(`another origin that ${how} cannot frame the console`, async ({ page, desk, framed }) => {
    const refusal = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'))
    await page.goto(pageIn(desk.other, framed))
    await refusal
    expect(page.frames().map((frame) => frame.url())).not.toContain(`${framed.url}/chats/45`)
  })
}
