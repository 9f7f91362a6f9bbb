// `npm run pictures`: every page and state at four widths in both themes, as PNGs to look at in e2e/results/pictures,
// and the README's pictures.
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { samples } from '../src/sandbox/samples.ts'
import { root } from './servers.ts'
import { expect, test } from './test.ts'

const widths = { 1440: 900, 768: 1024, 390: 844, 320: 640 }
const api = '**/api/**'

interface Scene {
  name: string
  path: string
  state: string
  /** What is done before the page is opened. */
  before?: (page: Page) => Promise<unknown>
  /** What is done on the page, once it is in its first state. */
  after?: (page: Page) => Promise<unknown>
}

const scenes: Scene[] = [
  { name: 'lookup', path: '/', state: 'ready' },
  { name: 'no-page', path: '/nowhere', state: 'not-found' },
  { name: 'invalid-id', path: '/chats/+15551234567', state: 'invalid-id' },
  { name: 'several', path: '/chats?ids=45,101,102,404,105,107,110', state: 'ready' },
  { name: 'several-none', path: '/chats', state: 'invalid-id' },
  { name: 'masked', path: '/chats/104?mask=1', state: 'ready' },
  { name: 'loading', path: '/chats/45', state: 'loading', before: (page) => page.route(api, () => {}) },
  {
    name: 'server-gone',
    path: '/chats/45',
    state: 'offline',
    before: (page) => page.route(api, (route) => route.abort()),
  },
  {
    name: 'outdated',
    path: '/chats/45',
    state: 'ready',
    after: async (page) => {
      await page.route(api, (route) => route.abort())
      await page.getByRole('button', { name: 'Refresh' }).click()
      await expect(page.getByRole('alert')).toBeVisible()
    },
  },
  {
    name: 'copy-menu',
    path: '/chats/45',
    state: 'ready',
    after: (page) => page.getByRole('button', { name: 'Copy', exact: true }).click(),
  },
  {
    name: 'help',
    path: '/chats/45',
    state: 'ready',
    after: (page) => page.getByRole('button', { name: 'Help and settings' }).click(),
  },
  {
    name: 'response',
    path: '/chats/45',
    state: 'ready',
    after: (page) => page.getByText('Response as received').click(),
  },
  {
    name: 'several-ids',
    path: '/',
    state: 'ready',
    after: (page) => page.getByLabel('Chat ID').fill('45, 101 and 102 chat 45 chat 101'),
  },
  {
    name: 'refused',
    path: '/chats/45',
    state: 'ready',
    after: async (page) => {
      await page.getByLabel('Chat ID').fill('ana@example.com')
      await page.getByLabel('Chat ID').press('Enter')
    },
  },
  ...samples.map(({ id, state }) => ({ name: `chat-${id}`, path: `/chats/${id}`, state })),
]

/** Opens a scene and waits until nothing more is to come. */
async function play(page: Page, { path, state, before, after }: Scene) {
  await before?.(page)
  await page.goto(path)
  await expect(page.locator('main')).toHaveAttribute('data-state', state)
  await page.evaluate(() => document.fonts.ready)
  await after?.(page)
}

for (const scene of scenes)
  test(`picture of ${scene.name}`, async ({ page }) => {
    await play(page, scene)
    for (const [width, height] of Object.entries(widths))
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width: Number(width), height })
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.screenshot({
          path: join(root, `e2e/results/pictures/${scene.name}-${width}-${colorScheme}.png`),
          fullPage: true,
        })
      }
  })

const readme: Scene[] = [
  { name: 'chat-45', path: '/chats/45', state: 'ready' },
  { name: 'masked', path: '/chats/104?mask=1&theme=dark', state: 'ready' },
  { name: 'several', path: '/chats?ids=45,101,102,404,105,107,110', state: 'ready' },
]
for (const scene of readme)
  test(`picture of ${scene.name} for the README`, async ({ page }) => {
    await page.setViewportSize({ width: 1120, height: 640 })
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await play(page, scene)
    if (scene.name !== 'several') await expect(page.getByRole('region', { name: 'Format check' })).toBeVisible()
    await page.screenshot({ path: join(root, `e2e/readme/${scene.name}.png`) })
  })
