import { expect, faults, test, untilHydrated } from './test.ts'

test('hydration keeps every server-rendered element', async ({ tab, freshRelay: relay }) => {
  const release = relay.delay(/^\/assets\/index-.*\.js$/)
  await tab.open(`${relay.url}/chats/45`)
  await tab.until(() => document.querySelector('main')?.dataset['state'] === 'ready')
  const rendered = await tab.evaluate(() => {
    const elements = [...document.querySelectorAll('#root *')]
    Object.assign(globalThis, { rendered: elements })
    return elements.length
  })
  expect(rendered).toBeGreaterThan(100)
  release()
  await untilHydrated(tab)
  await tab.untilReady()
  const lost = await tab.evaluate(() => {
    const elements: unknown = Reflect.get(globalThis, 'rendered')
    const all = Array.isArray(elements) ? elements : []
    return all.flatMap((element: unknown) =>
      element instanceof Element && element.isConnected ? [] : [String(element)],
    )
  })
  expect(lost).toEqual([])
  expect(await faults(tab)).toEqual([])
})

test('a page whose first script is gone says so, and offers a reload', async ({ tab, freshRelay: relay }) => {
  relay.withhold(/^\/assets\/index-.*\.js$/)
  for (const path of ['/', '/chats/45']) {
    await tab.open(relay.url + path)
    await tab.until(() => document.querySelector('[role=alert] a')?.textContent === 'Reload')
  }
})
