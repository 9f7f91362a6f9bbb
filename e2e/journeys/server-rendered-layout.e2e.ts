// What a server-rendered page costs, and that its hydration moves nothing.
import { once } from 'node:events'
import { get } from 'node:http'

import type { Page } from '@playwright/test'

import { documentedNotFound } from '../../src/linq/v2/example.ts'
import budget from '../checks/budget.json' with { type: 'json' }
import { measureLongestTask } from '../support/long-tasks.ts'
import { expect } from '../support/test.ts'
import { documented, test } from '../support/upstream.ts'

test('a deep link stays within its budget of bytes and requests', async ({ page, guarded }) => {
  // The page is streamed, and compressed chunk by chunk. `fetch` would decode it.
  const [response] = await once(
    get(`${guarded.url}/chats/45`, { headers: { 'accept-encoding': 'br, gzip' } }),
    'response',
  )
  expect(response.headers['content-encoding']).toBe('gzip')
  let bytes = 0
  for await (const chunk of response) bytes += chunk.length
  expect(bytes).toBeGreaterThan(1000)
  expect(bytes).toBeLessThan(budget.pageOfAChat)
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.documentElement.dataset['shot'] !== 'ready') return
      observer.disconnect()
      Object.assign(globalThis, { requests: 1 + performance.getEntriesByType('resource').length })
    }).observe(document, { subtree: true, attributeFilter: ['data-shot'] })
  })
  await page.goto(`${guarded.url}/chats/45`)
  await page.waitForSelector('html[data-shot=ready]')
  const requests = Number(await page.evaluate((): unknown => Reflect.get(globalThis, 'requests')))
  expect(requests).toBeGreaterThan(3)
  expect(requests).toBeLessThanOrEqual(budget.requestsOfAChat)
})

test('no task of a deep link blocks the main thread for longer than its budget', async ({ page, guarded }) => {
  await page.goto(`${guarded.url}/robots.txt`)
  const { cpu } = await measureLongestTask(page, async () => {
    await page.goto(`${guarded.url}/chats/45`)
    await page.waitForSelector('html[data-shot=ready]')
  })
  // CPU time, so that other load on the machine does not count.
  expect(cpu).toBeLessThan(budget.longestTask)
})

/** Records the layout shifts of the pages that are opened from now on; the returned function reads those of the current one. */
async function recordLayoutShifts(page: Page): Promise<() => Promise<unknown>> {
  await page.addInitScript(() => {
    const layoutShifts: number[] = []
    Object.assign(globalThis, { layoutShifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) layoutShifts.push('value' in entry ? Number(entry.value) : 0)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return async () => await page.evaluate((): unknown => Reflect.get(globalThis, 'layoutShifts'))
}

test('hydration shifts no layout', async ({ page, guarded, upstream }) => {
  const layoutShifts = await recordLayoutShifts(page)
  // A font that loads late shifts the layout too, before or after hydration.
  await page.route('**/*.woff2', (route) => route.abort())
  for (const [width, status] of [
    [1440, 200],
    [390, 200],
    [1440, 404],
    [390, 403],
  ] as const) {
    upstream.respond = (request, response) => {
      if (status === 200) return documented(request, response)
      response.writeHead(status)
      return response.end(JSON.stringify(documentedNotFound))
    }
    await page.setViewportSize({ width, height: 900 })
    await page.goto(`${guarded.url}/chats/45`)
    await page.waitForSelector('html[data-shot=ready]')
    expect(await layoutShifts(), `${status} at ${width} px`).toEqual([])
  }
})

/** The box of every element, in whole pixels: times and request ids differ in their digits only. */
const boxesOf = (page: Page) =>
  page.evaluate(async () => {
    // Only closed parts of the page have it: measuring them would begin to load it.
    await document.fonts.load('1em "JetBrains Mono"')
    // A duration has as many digits as the lookup took.
    return [...document.querySelectorAll('#root *:not([data-field=duration])')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      return `${element.tagName} ${[x, y, width, height].map(Math.round).join(' ')}`
    })
  })

test('every element keeps the box that it has without JavaScript', async ({ page, browser, guarded }) => {
  for (const width of [1440, 390]) {
    const viewport = { width, height: 900 }
    const withoutScript = await browser.newContext({ javaScriptEnabled: false, viewport })
    const serverRendered = await withoutScript.newPage()
    await serverRendered.goto(`${guarded.url}/chats/45`)
    await serverRendered.waitForLoadState('networkidle')
    await page.setViewportSize(viewport)
    await page.goto(`${guarded.url}/chats/45`)
    await page.waitForSelector('html[data-shot=ready]')
    expect(await boxesOf(page)).toEqual(await boxesOf(serverRendered))
    await withoutScript.close()
  }
})
