// The browser's own text size, which changes `rem` and the widths in media queries. `engines/text-size.e2e.ts` has Firefox and WebKit.
import { findOverlaps } from '../support/overlaps.ts'
import { expect, test } from '../support/test.ts'

const paths = [
  '/chats/104',
  '/chats/102',
  '/chats/103',
  '/chats/111',
  '/chats/404',
  '/chats?ids=45,101,102,404',
  '/find?sample=hits',
  '/',
]

/** In a page: what is cut off. */
function findClipped(): string[] {
  const found: string[] = []
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
    found.push('the page scrolls sideways')
  for (const element of document.querySelectorAll<HTMLElement>(
    'main :is(button, h1, h2, dd, dt, td, th, p), header :is(button, a)',
  )) {
    const { overflowX, overflowY } = getComputedStyle(element)
    const clips = overflowX !== 'visible' || overflowY !== 'visible'
    // A name that is cut off has a button that shows it.
    if (element.closest('.sr-only, .line-clamp-2, :has(+ [aria-expanded=false])') || !clips) continue
    if (element.scrollWidth > element.clientWidth + 1) found.push(`cut off: ${element.textContent}`)
  }
  return found
}

/** In a page: text of twice the size, in the layout of the window's width, with the spacing of WCAG 1.4.12. */
function spaceText() {
  document.documentElement.style.fontSize = '200%'
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
  )
  document.adoptedStyleSheets = [sheet]
}

// 20 and 24 px are settings of browsers, 32 px is a zoom of 200 %.
const sizes = [20, 24, 32]

test('large and widely spaced text does not scroll sideways, and nothing is cut off or overlapped', async ({
  page,
}) => {
  test.slow()
  const session = await page.context().newCDPSession(page)
  for (const path of paths) {
    await page.goto(path)
    await page.waitForSelector('html[data-shot=ready]')
    for (const size of sizes) {
      await session.send('Page.setFontSizes', { fontSizes: { standard: size } })
      for (const width of [1440, 768, 390, 320]) {
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
    await session.send('Page.setFontSizes', { fontSizes: { standard: 16 } })
    await page.evaluate(spaceText)
    for (const width of [640, 768, 1440]) {
      await page.setViewportSize({ width, height: 800 })
      expect(await page.evaluate(findClipped), `${path} with spacing in a window of ${width} px`).toEqual([])
      expect(await page.evaluate(findOverlaps), `${path} with spacing in a window of ${width} px`).toEqual([])
    }
  }
})
