// `npm run pictures`: every state at three widths in both themes, as PNGs to look at in e2e/results/pictures, and the
// README's picture.
import { join } from 'node:path'

import { samples } from '../src/sandbox/samples.ts'
import { root } from './servers.ts'
import { expect, test } from './test.ts'

const widths = { 1440: 900, 768: 1024, 390: 844 }
const pages = [
  { name: 'lookup', path: '/', state: 'ready' },
  { name: 'no-page', path: '/nowhere', state: 'not-found' },
  { name: 'invalid-id', path: '/chats/+15551234567', state: 'invalid-id' },
  ...samples.map(({ id, state }) => ({ name: `chat-${id}`, path: `/chats/${id}`, state })),
]

for (const { name, path, state } of pages)
  test(`picture of ${name}`, async ({ page }) => {
    await page.goto(path)
    await expect(page.locator('main')).toHaveAttribute('data-state', state)
    await page.evaluate(() => document.fonts.ready)
    for (const [width, height] of Object.entries(widths))
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width: Number(width), height })
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.screenshot({
          path: join(root, `e2e/results/pictures/${name}-${width}-${colorScheme}.png`),
          fullPage: true,
        })
      }
  })

test('picture of the README', async ({ page }) => {
  await page.setViewportSize({ width: 1120, height: 540 })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.goto('/chats/45')
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: join(root, 'e2e/readme/chat-45.png') })
})
