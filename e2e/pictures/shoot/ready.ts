import type { Page } from '@playwright/test'

export const ignore = () => {}

export interface Ready {
  /** Resolves with whether the next document is ready within so many milliseconds. */
  within: (milliseconds: number) => Promise<boolean>
}

/**
 * Has each document of a page report when it is ready, since polling takes as much time as rendering, and record what
 * changes from then on.
 */
export async function watchReady(page: Page): Promise<Ready> {
  /** Called by a document with the time at which it was opened. */
  let onReady: (opened: number) => void = ignore
  await page.exposeBinding('reportReady', ({ frame }, opened: number) => {
    if (frame === page.mainFrame()) onReady(opened)
  })
  await page.addInitScript(() => {
    const report: unknown = Reflect.get(globalThis, 'reportReady')
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- Only this function is sent to the page.
    const boxes = () =>
      Array.from(document.querySelectorAll('*'), (element) =>
        Object.values(element.getBoundingClientRect().toJSON()).join(),
      ).join(' ')
    const marker = new MutationObserver(() => {
      if (document.documentElement?.dataset['shot'] !== 'ready' || typeof report !== 'function') return
      marker.disconnect()
      const [changes, before]: [string[], string] = [[], boxes()]
      new MutationObserver((all) => {
        changes.push(...all.map(({ type, target, attributeName }) => `${attributeName ?? type} of ${target.nodeName}`))
      }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
      const changesSinceReady = () => (boxes() === before ? changes : [...changes, 'an element moved'])
      Object.assign(globalThis, { changesSinceReady })
      report(performance.timeOrigin)
    })
    marker.observe(document, { subtree: true, attributeFilter: ['data-shot'] })
  })
  return {
    within: (milliseconds) =>
      new Promise((resolve) => {
        const now = Date.now()
        const timer = setTimeout(() => resolve(false), milliseconds)
        page.once('close', () => {
          clearTimeout(timer)
          resolve(false)
        })
        onReady = (opened) => {
          // The document before may be ready only now.
          if (opened < now) return
          clearTimeout(timer)
          onReady = ignore
          resolve(true)
        }
      }),
  }
}

/** What has changed in the page since it was ready, in words. */
export const readChanges = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const changes: unknown = Reflect.get(globalThis, 'changesSinceReady')
    return typeof changes === 'function' ? changes() : ['its document']
  })
