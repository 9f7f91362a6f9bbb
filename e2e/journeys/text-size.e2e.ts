// The browser's own text size, which changes `rem` and the widths in media queries. `engines/text-size.e2e.ts` has Firefox and WebKit.
import { findOverlaps } from '../support/overlaps.ts'
import { expect, test } from '../support/test.ts'

const paths = ['/chats/104', '/chats/102', '/chats/103', '/chats/111', '/chats/404', '/chats?ids=45,101,102,404', '/']

// 20 and 24 px are settings of browsers, 32 px is a zoom of 200 %.
const sizes = [20, 24, 32]

test('large text does not scroll sideways, and nothing is cut off or overlapped', async ({ page }) => {
  test.slow()
  const session = await page.context().newCDPSession(page)
  for (const path of paths) {
    await page.goto(path)
    await page.waitForSelector('html[data-shot=ready]')
    for (const size of sizes) {
      await session.send('Page.setFontSizes', { fontSizes: { standard: size } })
      // At 320 px a zoom of 200 % leaves less than the width of a phone number.
      for (const width of size < 32 ? [1440, 768, 390, 320] : [1440, 768, 390]) {
        await page.setViewportSize({ width, height: 900 })
        const found = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement
          const source = document.querySelector('[data-source]')
          const values = [...document.querySelectorAll('tr[data-handle-id] td bdi')]
          return {
            size: getComputedStyle(document.documentElement).fontSize,
            isWide: matchMedia('(width >= 48rem)').matches,
            sideways: scrollWidth - clientWidth,
            cutSource: source && source.scrollWidth - source.clientWidth,
            cutValues: values.filter((value) => value.getBoundingClientRect().right > clientWidth).length,
          }
        })
        const isWide = width >= 48 * size
        expect(found, `${path} at ${size} px in a window of ${width} px`).toEqual({
          size: `${size}px`,
          isWide,
          sideways: 0,
          cutSource: 0,
          cutValues: 0,
        })
        expect(await page.evaluate(findOverlaps), `${path} at ${size} px in a window of ${width} px`).toEqual([])
      }
    }
  }
})
