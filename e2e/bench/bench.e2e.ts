// When `npm run bench` counts a row as visible: a page that shows nothing must not be the fastest.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { expect, type Page, test } from '@playwright/test'

import { watch } from './watch.ts'
import { root } from '../support/servers.ts'

/** Opens a page with one row and some styles. Its other resources are delayed. */
async function open(page: Page, head: string, delayMs = 0) {
  const font = readFileSync(join(root, 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'))
  await page.route('http://bench.test/**', async (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname !== '/') await sleep(delayMs)
    if (pathname === '/late.css') return await route.fulfill({ contentType: 'text/css', body: 'td { color: red }' })
    if (pathname === '/late.woff2') return await route.fulfill({ contentType: 'font/woff2', body: font })
    return await route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>A row</title>${head}<p>Participants</p>
        <table><tr><td><bdi><span>+1</span> <span>555</span> <span>987-6543</span></bdi></td></tr></table>`,
    })
  })
  await page.addInitScript(watch, '15559876543')
  await page.goto('http://bench.test/', { waitUntil: 'commit' })
}

const untilVisible = async (page: Page) => await page.evaluate(async () => await window.watcher.untilVisible())

const hiding: Record<string, string> = {
  'is not laid out': 'table { display: none }',
  'is invisible': 'td { visibility: hidden }',
  'is transparent': 'table { opacity: 0 }',
  'is cut off': 'table { display: block; height: 0; overflow: hidden }',
  'is outside the window': 'table { position: absolute; top: 5000px }',
  'is covered': 'body::after { content: ""; position: fixed; inset: 0; background: white }',
}

for (const [how, style] of Object.entries(hiding))
  test(`a row that ${how} is not visible until it is shown`, async ({ page }) => {
    await open(page, `<style>${style}</style>`)
    const visibleRow = untilVisible(page)
    expect(await Promise.race([visibleRow, sleep(400, 'nothing')])).toBe('nothing')
    const shown = await page.evaluate(() => {
      document.querySelector('style')?.remove()
      return performance.now()
    })
    expect((await visibleRow).visible).toBeGreaterThan(shown)
  })

test('a row is not visible before the style sheet of its page is loaded', async ({ page }) => {
  await open(page, '<link rel="stylesheet" href="/late.css">', 600)
  expect((await untilVisible(page)).visible).toBeGreaterThan(600)
})

for (const [display, blocksText] of [
  ['block', true],
  ['swap', false],
] as const)
  test(`a row is ${blocksText ? 'not visible' : 'visible'} while a font with font-display: ${display} is loading`, async ({
    page,
  }) => {
    const style = `@font-face { font-family: Late; font-display: ${display}; src: url(/late.woff2) } td { font-family: Late }`
    await open(page, `<style>${style}</style>`, 2000)
    const { visible } = await untilVisible(page)
    if (blocksText) expect(visible).toBeGreaterThan(2000)
    else expect(visible).toBeLessThan(2000)
  })
