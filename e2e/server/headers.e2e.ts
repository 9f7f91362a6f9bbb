// The page's headers in a real browser: the console works with them, and each has its effect.
import { spawn } from 'node:child_process'
import { readFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'

import type { APIRequestContext, Page } from '@playwright/test'

import { type PageHeaderOptions, pageHeaders } from '../../src/hosts/web/security-headers.ts'
import { readTemplate } from '../../src/hosts/web/html-template.ts'
import { readClipboard } from '../support/clipboard.ts'
import { faultsOf } from '../support/faults.ts'
import { findPinned } from '../support/pinned-chromium.ts'
import { cleanEnvironment, root, type RunningServer, startServer, untilListening } from '../support/servers.ts'
import { expect, test } from '../support/test.ts'

const ready = (page: Page) => page.waitForSelector('html[data-shot=ready]')

test('no page of the console violates a policy or reports an error', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const faults = await faultsOf(page)
  await page.goto('/')
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  await page.getByLabel('Chat ID').fill('45')
  await page.keyboard.press('Enter')
  await ready(page)
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByRole('list', { name: 'Copy as' }).getByRole('button', { name: 'Participants table' }).click()
  await expect(page.locator('[data-notice]')).toHaveText('Table copied.')
  expect((await readClipboard(page))['text/html']).toContain('+15551234567</td>')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  for (const path of [
    '/chats?ids=45,404,102',
    '/chats/find',
    '/nowhere',
    '/chats/45?shot=1&theme=dark',
    '/chats/45?lang=en-XA',
    '/chats/113?open=response',
  ]) {
    await page.goto(path)
    await ready(page)
  }
  expect(faults).toEqual([])
})

test('the gallery violates no policy, and a preview in it is cross-origin isolated', async ({ page }) => {
  const faults = await faultsOf(page)
  await page.goto('/qa?find=404')
  await ready(page)
  await expect(page.frameLocator('iframe').first().locator('main')).toHaveAttribute('data-state', /./)
  expect(page.frames().length).toBeGreaterThan(1)
  const isolated = page.frames().map(async (frame) => await frame.evaluate(() => crossOriginIsolated))
  expect(new Set(await Promise.all(isolated))).toEqual(new Set([true]))
  expect(faults).toEqual([])
})

const targets = ['/', '/chats/45', '/nowhere', '/robots.txt', '/assets/missing.js', '/opensearch.xml', '/qa/shots.json']

/** Expects the same headers of every page, file and refused request of a console. */
async function expectHeaders(url: string, request: APIRequestContext, options: Partial<PageHeaderOptions>) {
  const html = readFileSync(join(root, 'dist/client/index.html'), 'utf8')
  const { inline } = await readTemplate(html, {
    source: 'sandbox',
    mask: '',
    'sign-in': '',
    links: '',
    support: '',
    find: '',
  })
  const expected = pageHeaders({ sandbox: true, strictTransport: null, frameAncestors: [], inline, ...options })
  const sent: Record<string, Record<string, string>> = {}
  const [asset = ''] = /\/assets\/[^"]+\.js/.exec(await (await fetch(url)).text()) ?? []
  for (const path of [...targets, asset]) sent[path] = Object.fromEntries((await fetch(`${url}${path}`)).headers)
  // A navigation, which gets the page with its chat.
  const navigation = (await request.get(`${url}/chats/45`)).headers()
  expect(navigation).toMatchObject({ ...expected, 'cross-origin-resource-policy': 'same-origin' })
  sent['POST /'] = Object.fromEntries((await fetch(url, { method: 'POST' })).headers)
  for (const [path, headers] of Object.entries(sent)) expect(headers, path).toMatchObject(expected)
  expect(Object.keys(sent)).toHaveLength(targets.length + 2)
}

test('with sandbox data every page, file and refused request has the same headers', async ({
  request,
  sandboxConsole,
}) => {
  await expectHeaders(sandboxConsole.url, request, {})
})

test('with live data every page, file and refused request has the same headers', async ({ request, liveConsole }) => {
  await expectHeaders(liveConsole.url, request, { sandbox: false })
})

test('behind https and in a page that frames it every page, file and refused request has the same headers', async ({
  request,
}) => {
  const server = await startServer('console', {
    PUBLIC_ORIGIN: 'https://127.0.0.1:8443',
    FRAME_ANCESTORS: 'https://desk.example.com',
  })
  await expectHeaders(server.url, request, {
    strictTransport: 'max-age=63072000',
    frameAncestors: ['https://desk.example.com'],
  })
  await server.stop()
})

test('the page is allowed to write to the clipboard, and no other feature', async ({ page }) => {
  test.skip(findPinned() === null, 'Another browser may know more features.')
  await page.goto('/')
  const allowed = await page.evaluate(() => {
    const policy: { allowedFeatures: () => string[] } = Reflect.get(document, 'featurePolicy')
    return policy.allowedFeatures()
  })
  // The remaining features grant no access: client hints (ch-…), sending, waiting, unloading and speech output.
  const harmless = /^(?:ch-.*|aria-notify|deferred-fetch.*|interest-cohort|sync-xhr|unload)$/
  expect(allowed.filter((feature) => !harmless.test(feature)).toSorted()).toEqual([
    'clipboard-write',
    'cross-origin-isolated',
  ])
})

test('Trusted Types refuse text as HTML or script, and new policies', async ({ page }) => {
  await page.goto('/')
  const attempts = await page.evaluate(() =>
    [
      () => (document.body.innerHTML = '<b>text</b>'),
      () => new DOMParser().parseFromString('<b>text</b>', 'text/html'),
      () => document.createElement('script').setAttribute('src', '/theme.js'),
      () => Reflect.get(window, 'trustedTypes').createPolicy('default', {}),
    ].map((attempt) => {
      try {
        return String(attempt())
      } catch (error) {
        return error instanceof TypeError ? 'refused' : String(error)
      }
    }),
  )
  expect(attempts).toEqual(['refused', 'refused', 'refused', 'refused'])
})

test('the browser refuses an entry script that differs from the build’s', async ({ page }) => {
  const refused: string[] = []
  page.on('console', (message) => {
    if (message.text().startsWith("Failed to find a valid digest in the 'integrity' attribute")) refused.push('script')
  })
  await page.route(/\/assets\/index-[^/]+\.js$/, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${await response.text()}\n/* changed */` })
  })
  await page.goto('/', { waitUntil: 'load' })
  await expect.poll(() => refused).toEqual(['script'])
  await expect(page.getByRole('alert')).toHaveText('This page needs a script that is missing. Reload')
  await expect(page.locator('html')).not.toHaveAttribute('data-hydrated')
})

const startDev = async (port: string) =>
  await untilListening(
    spawn(process.execPath, [join(root, 'src/hosts/node/dev.ts')], {
      cwd: root,
      env: { ...cleanEnvironment(), PORT: port },
    }),
  )

test('the dev server sends the headers too, and hot reload works with them', async ({ page }) => {
  const first = await startDev('0')
  let second: RunningServer | undefined
  try {
    const faults = await faultsOf(page)
    const response = await page.goto(`${first.url}/chats/45`)
    const { 'content-security-policy': _, ...others } = pageHeaders({
      sandbox: true,
      strictTransport: null,
      frameAncestors: [],
    })
    expect(response?.headers()).toMatchObject(others)
    await ready(page)
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
    for (const file of ['/src/console/ui/styles.css', '/src/console/shell/header.tsx']) {
      const update = page.waitForEvent('console', (message) => message.text().includes(`hot updated: ${file}`))
      // As an editor does when it saves.
      utimesSync(join(root, file), new Date(), new Date())
      await update
    }
    expect(faults).toEqual([])

    // A worker of Vite's notices the restart, and the page reloads.
    await page.evaluate(() => document.documentElement.setAttribute('data-before', ''))
    await first.stop()
    second = await startDev(new URL(first.url).port)
    await expect(page.locator('html[data-before]')).toHaveCount(0)
    await ready(page)
    expect(faults.filter((fault) => /policy|Trusted/i.test(fault))).toEqual([])
  } finally {
    await first.stop()
    await second?.stop()
  }
})

test('the demo’s page has integrity hashes, so a static host without headers cannot change a script unnoticed', () => {
  const html = readFileSync(join(root, 'dist/demo/index.html'), 'utf8')
  const tags = html.match(/<(?:script[^>]* src=|link rel="stylesheet")[^>]*>/g) ?? []
  expect(tags.length).toBeGreaterThanOrEqual(1)
  for (const tag of tags) expect(tag).toContain(' integrity="sha384-')
})
