// How a browser enlarges text: by a size, a minimum size, or a zoom of text alone. WebKit's settings cannot be changed by a
// test: there the font size of the root element is, which changes `rem`, but not the widths in media queries.
import { findOverlaps } from '../support/overlaps.ts'
import type { TextSettings } from './session.ts'
import { expect, test, untilHydrated } from './test.ts'

/** Sizes in CSS pixels, and the widths of the window. The layout of 1.25 times the usual size is that of 20 px. */
const inFirefox: [setting: Partial<TextSettings>, widths: number[]][] = [
  [{ size: 24 }, [800]],
  [{ minimum: 24 }, [1440, 800, 390, 320]],
  [{ zoom: 1.25 }, [800, 390]],
  [{ zoom: 2 }, [1440, 800, 390, 320]],
]
// A window of WebKitGTK is not as narrow as 320 px.
const inWebKit: typeof inFirefox = [[{ size: 20 }, [1440, 800, 390]]]

for (const path of ['/chats/104', '/chats/102', '/chats/103', '/chats/111', '/chats?ids=45,101,102,404', '/'])
  test(`${path} does not scroll sideways with large text, and no text is overlapped`, async ({
    engineName,
    tab,
    relay,
  }) => {
    try {
      let opened: Partial<TextSettings> = {}
      for (const [setting, widths] of engineName === 'firefox' ? inFirefox : inWebKit) {
        const { size = 16, minimum = 0, zoom = 1 } = setting
        // A document has the sizes of when it was opened; its zoom can change.
        if (size !== opened.size || minimum !== opened.minimum) {
          opened = { size, minimum }
          await tab.setText(opened)
          await tab.open(relay.url + path)
          await untilHydrated(tab)
        }
        if (!(await tab.setText(setting)))
          await tab.evaluate((px) => void (document.documentElement.style.fontSize = `${px}px`), size)
        await tab.untilReady()
        const lineHeight = Math.max(minimum, (14 / 16) * size * zoom) * (20 / 14)
        await tab.until(isLineHeight, lineHeight)
        for (const width of widths) {
          await tab.resize({ width, height: 900 })
          await tab.untilReady()
          const found = await tab.evaluate(() => ({
            sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
            cutNumbers: [...document.querySelectorAll('tr[data-handle-id] td bdi')].filter(
              (value) => value.getBoundingClientRect().right > document.documentElement.clientWidth,
            ).length,
          }))
          const where = `${JSON.stringify(setting)} at ${width} px`
          expect(found, where).toEqual({ sideways: 0, cutNumbers: 0 })
          expect(await tab.evaluate(findOverlaps), where).toEqual([])
        }
      }
    } finally {
      await tab.setText({})
    }
  })

/** In a page: whether a line of its text is about so many CSS pixels high. */
function isLineHeight(expected: number): boolean {
  const line = document.createElement('p')
  line.textContent = 'x'
  document.body.append(line)
  const { height } = line.getBoundingClientRect()
  line.remove()
  return Math.abs(height - expected) < 0.5
}
