// Cookies that another host of the console's domain sets, to sign people in to another account.
import { once } from 'node:events'
import { createServer, get } from 'node:http'
import { text } from 'node:stream/consumers'

import type { BrowserContext } from '@playwright/test'

import { listen } from '../support/identity/http.ts'
import {
  newVisitor,
  oidcSettings,
  freeOrigin,
  registerConsole,
  sessionCookie,
  signIn,
  statusOf,
  test,
} from '../support/oidc.ts'
import { startServer } from '../support/servers.ts'
import { expect } from '../support/test.ts'

test('a cookie that another host of the domain can set signs no person in', async ({ browser, visitor, console }) => {
  const attacker = await newVisitor(browser, console.url)
  await signIn(await attacker.newPage(), 'mallory')
  await expect.poll(async () => await statusOf(attacker)).toBe(200)
  const planted = await cookieOf(attacker)
  // With a byte before it the name is another one, which browsers let each host of a domain set.
  expect(await personWith(console.url, `\u00A0${planted}`)).toBeNull()
  await signIn(await visitor.newPage(), 'ann')
  await expect.poll(async () => await statusOf(visitor)).toBe(200)
  const own = await cookieOf(visitor)
  expect(await personWith(console.url, `\u00A0${planted}; ${own}`)).toBe('ann@example.com')
  expect(await personWith(console.url, `${planted}; ${own}`)).toBeNull()
  await attacker.close()
})

test('a neighbour that plants a cookie with another byte before its name signs no person in', async ({ browser }) => {
  const registration = await registerConsole(await freeOrigin('console.team.localhost'))
  const server = await startServer('console', oidcSettings(registration))
  const attacker = await newVisitor(browser, registration.origin)
  const attackerPage = await attacker.newPage()
  await signIn(attackerPage, 'mallory')
  await expect(attackerPage.locator('main')).toHaveAttribute('data-state', 'ready')
  const planted = await cookieOf(attacker)
  const neighbour = createServer((request, response) => {
    response.setHeader('set-cookie', `\u00A0${planted}; Domain=team.localhost; Path=/`)
    // Node reads headers as Latin-1.
    response.end(request.headers.cookie ?? '')
  })
  const port = new URL(await listen(neighbour)).port
  const victim = await newVisitor(browser, registration.origin)
  const page = await victim.newPage()
  await page.goto(`http://neighbour.team.localhost:${port}`)
  // The browser keeps the cookie, and sends it to the console's host.
  await page.goto(`http://console.team.localhost:${port}`)
  await expect(page.locator('body')).toContainText(sessionCookie)
  await page.goto(`${registration.origin}/chats/45`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'unauthorized')
  await expect(page.locator('header')).not.toContainText('mallory')
  for (const context of [attacker, victim]) await context.close()
  neighbour.close()
  await server.stop()
  await registration.provider.stop()
})

const cookieOf = async (context: BrowserContext) =>
  `${sessionCookie}=${(await context.cookies()).find(({ name }) => name === sessionCookie)?.value}`

/** Who is signed in with a `Cookie` header, whose characters are sent as bytes; Fetch and browsers cannot send all. */
async function personWith(url: string, cookie: string): Promise<string | null> {
  const [response] = await once(get(`${url}/auth/session`, { headers: { cookie } }), 'response')
  const { person } = JSON.parse(await text(response))
  return person?.email ?? null
}
