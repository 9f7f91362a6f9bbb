// The back/forward cache: nothing in a page of the console prevents the browser from storing it there.
import { chromium } from '@playwright/test'

import { expect, test } from '../support/test.ts'
import { startRecorder } from '../support/upstream.ts'

/** The pinned Chromium is the headless shell, which stores no page. It still reports every other reason. */
const headlessShellReason = 'BackForwardCacheDisabledForDelegate'

test('every page can be stored in the back/forward cache', async ({ launchOptions, baseURL }) => {
  // Playwright disables the cache by default.
  const browser = await chromium.launch({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] })
  const otherSite = await startRecorder()
  try {
    for (const path of ['/', '/chats/45', '/chats/404', '/chats?ids=45,102']) {
      const page = await browser.newPage()
      const cdp = await page.context().newCDPSession(page)
      await cdp.send('Page.enable')
      const reasons: string[] = []
      cdp.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) =>
        reasons.push(...notRestoredExplanations.map(({ reason }) => reason)),
      )
      // With a session, a page has a BroadcastChannel, which can prevent storing it.
      await page.route(`${baseURL}${path}`, async (route) => {
        const response = await route.fetch()
        const body = (await response.text()).replace(
          'name="linq-sign-in" content=""',
          'name="linq-sign-in" content="oidc"',
        )
        await route.fulfill({ response, body })
      })
      const person = { email: 'ana@example.com', name: 'Ana Lopez', id: 'a1' }
      await page.route('**/auth/session', (route) =>
        route.fulfill({ json: { signIn: 'oidc', person, allowed: true, until: null } }),
      )
      await page.goto(`${baseURL}${path}`)
      await page.waitForSelector('html[data-shot=ready]')
      await expect(page.locator('[data-account]')).toHaveText('ana@example.com')
      await page.evaluate(() => document.documentElement.setAttribute('data-stored', ''))
      await page.goto(otherSite.url)
      await page.goBack()
      await expect(page.locator('main')).toBeVisible()
      const isRestored = await page.evaluate(() => document.documentElement.hasAttribute('data-stored'))
      expect(reasons, path).toEqual(isRestored ? [] : [headlessShellReason])
      await page.close()
    }
  } finally {
    await browser.close()
    otherSite.stop()
  }
})
