// The browser's own Back to a page that it kept whole (the back/forward cache): nothing of ours may stand against it.
import { chromium } from '@playwright/test'

import { expect, test } from '../support/test.ts'
import { startRecorder } from '../support/upstream.ts'

/** The pinned Chromium is the headless shell, which keeps no page at all; it tells every other reason besides. */
const ofTheShell = 'BackForwardCacheDisabledForDelegate'

for (const path of ['/', '/chats/45', '/chats/404', '/chats?ids=45,102'])
  test(`leaving ${path} for another site, the browser may keep the page`, async ({ launchOptions, baseURL }) => {
    // Playwright forbids it, for tests that expect a page to load anew.
    const browser = await chromium.launch({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] })
    const elsewhere = await startRecorder()
    try {
      const page = await browser.newPage()
      const cdp = await page.context().newCDPSession(page)
      await cdp.send('Page.enable')
      const against: string[] = []
      cdp.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) =>
        against.push(...notRestoredExplanations.map(({ reason }) => reason)),
      )
      // Somebody signs in: that has a channel between tabs, which is a usual reason.
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
      await page.evaluate(() => document.documentElement.setAttribute('data-kept', ''))
      await page.goto(elsewhere.url)
      await page.goBack()
      await expect(page.locator('main')).toBeVisible()
      const kept = await page.evaluate(() => document.documentElement.hasAttribute('data-kept'))
      expect(against).toEqual(kept ? [] : [ofTheShell])
    } finally {
      await browser.close()
      elsewhere.stop()
    }
  })
