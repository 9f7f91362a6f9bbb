// Two versions of the console behind nginx, as during an upgrade or a rollback. Their files have different names.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import type { Page } from '@playwright/test'

import { largeChat } from '../support/large-chat.ts'
import { nginxPath, noNginx, type Pair, startPair } from '../support/pair.ts'
import { cleanEnvironment, root } from '../support/servers.ts'
import { expect } from '../support/test.ts'
import { documented, test as base } from '../support/upstream.ts'

async function buildOther() {
  const folder = mkdtempSync(join(tmpdir(), 'other-version-'))
  const env = cleanEnvironment()
  await promisify(execFile)(process.execPath, [join(root, 'e2e/support/other-version.ts'), folder], { env })
  return { folder, stop: () => rmSync(folder, { recursive: true }) }
}

const test = base.extend<{ pair: Pair; other: string }>({
  other: [async ({ share }, use) => await use((await share(buildOther)).folder), { timeout: 120_000 }],
  pair: async ({ upstream, other }, use) => {
    // Chat 3000 is large.
    upstream.respond = (request, response) => {
      if (request.url?.endsWith('/3000') !== true) return documented(request, response)
      response.setHeader('content-type', 'application/json')
      response.end(largeChat(3000, 3000))
    }
    const pair = await startPair(upstream.url, [undefined, join(other, 'server/server.js')])
    await use(pair)
    await pair.stop()
  },
})

test.skip(nginxPath === null, noNginx)
// One worker builds the other version, once.
test.describe.configure({ mode: 'default' })

/**
 * Opens a chat in a page for the time with this number, and returns the name of the entry script in it. nginx alternates, and
 * an even number of requests for each page would lead them all to one process.
 */
async function openChat(page: Page, { url }: Pair, time: number): Promise<string> {
  if (time % 2 === 1) await fetch(`${url}/healthz`)
  const response = await page.goto(`${url}/chats/45`)
  return entryIn((await response?.text()) ?? '')
}

const entryIn = (html: string) => /\/assets\/index-[\w-]+\.js/.exec(html)?.[0] ?? 'none'

test('while two versions run, each of 4 new tabs gets all of its files, and reacts', async ({ browser, pair }) => {
  test.slow()
  const failures: string[] = []
  const versions = new Set<string>()
  for (let load = 0; load < 4; load += 1) {
    const context = await browser.newContext()
    const page = await context.newPage()
    page.on('response', (response) => {
      if (response.status() >= 400) failures.push(`${response.status()} ${response.url()}`)
    })
    page.on('pageerror', ({ message }) => failures.push(message))
    versions.add(await openChat(page, pair, load))
    await expect(page.locator('html')).toHaveAttribute('data-hydrated')
    // The help and the lookup page are in chunks that load later.
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Chat console' }).click()
    await expect(page.locator('main')).toHaveAttribute('data-view', 'lookup')
    await context.close()
  }
  expect(failures).toEqual([])
  expect(versions.size).toBe(2)
})

test('a page whose version has stopped says so where a chunk is gone, and a reload brings the new version', async ({
  page,
  pair,
}) => {
  const old = entryIn(readFileSync(join(root, 'dist/client/index.html'), 'utf8'))
  let opened = ''
  for (let time = 0; opened !== old; time += 1) opened = await openChat(page, pair, time)
  await expect(page.locator('html')).toHaveAttribute('data-hydrated')
  await pair.consoles[0].stop()

  // A large chat, whose table is in a chunk that no other page loads.
  await page.getByLabel('Chat ID').fill('3000')
  await page.getByLabel('Chat ID').press('Enter')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await expect(page.getByRole('alert').first()).toContainText('This page is from an older version.')
  await page.getByRole('link', { name: 'Reload' }).first().click()
  await expect(page.locator('tr[data-handle-id]').first()).toBeVisible()
  expect(entryIn(await page.content())).not.toBe(old)
})
