// Text of 20 px instead of 16: in Firefox as the browser's setting. WebKit's setting cannot be changed by a test, so the root
// element's font size is: it changes `rem` too, but not the widths in media queries.
import { findOverlaps } from '../support/overlaps.ts'
import { expect, largeTextSize, test, untilHydrated } from './test.ts'

for (const path of ['/chats/104', '/chats/102', '/chats/103', '/chats/111', '/chats?ids=45,101,102,404', '/'])
  test(`${path} does not scroll sideways with large text, and no number is overlapped`, async ({
    engineName,
    largeTextEngine: { tab },
    relay,
  }) => {
    await tab.resize({ width: 1440, height: 900 })
    await tab.open(relay.url + path)
    await untilHydrated(tab)
    await tab.evaluate((size) => {
      if (getComputedStyle(document.documentElement).fontSize !== size) document.documentElement.style.fontSize = size
    }, `${largeTextSize}px`)
    await tab.untilReady()
    // A window of WebKitGTK is not as narrow as 320 px.
    for (const width of [1440, 768, 390, ...(engineName === 'firefox' ? [320] : [])]) {
      await tab.resize({ width, height: 900 })
      await tab.untilReady()
      const sideways = await tab.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(sideways, `sideways scroll at ${width} px`).toBe(0)
      expect(await tab.evaluate(findOverlaps), `at ${width} px`).toEqual([])
    }
  })
