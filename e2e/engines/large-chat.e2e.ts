// Above 200 participants the table renders the rows in view only.
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'

import type { Tab } from './engine.ts'
import { expect, faults, test, untilHydrated } from './test.ts'

const count = 1000

/** The positions in the window, in steps of half a row, at which there is no row. */
function findGaps(): number[] {
  const table = document.querySelector('table')
  const head = document.querySelector('thead')
  if (!table || !head) throw new Error('There is no table')
  const { left, width, bottom } = table.getBoundingClientRect()
  const gaps: number[] = []
  for (let y = head.getBoundingClientRect().bottom + 2; y < Math.min(innerHeight, bottom) - 2; y += 20)
    if (!document.elementFromPoint(left + width / 2, y)?.closest('tr[data-handle-id]')) gaps.push(y)
  return gaps
}

/** The pixels of the table's head, as they are in the window. */
async function readHead(tab: Tab): Promise<PNG> {
  const head = await tab.evaluate(() => {
    const box = document.querySelector('thead')?.getBoundingClientRect() ?? new DOMRect()
    return {
      left: Math.round(box.left),
      top: Math.round(box.top),
      width: Math.round(box.width),
      height: Math.round(box.height),
    }
  })
  const pixels = new PNG(head)
  PNG.bitblt(PNG.sync.read(await tab.viewport()), pixels, head.left, head.top, head.width, head.height)
  return pixels
}

test('the rows in the window and the head are painted while it scrolls to the last, without gaps', async ({
  tab,
  largeChats,
}) => {
  await tab.open(`${largeChats.url}/chats/${count}`)
  await untilHydrated(tab)
  await tab.until(() => document.querySelector('tr[data-handle-id="1000"]') !== null)
  expect(await tab.evaluate(() => document.querySelectorAll('tr[data-handle-id]').length)).toBeLessThan(100)
  // Until then the head can move between reading its place and the picture.
  await tab.untilReady()
  const head = await readHead(tab)
  for (let step = 0; step < 5; step += 1) {
    await tab.evaluate(() => scrollBy({ top: 3000, behavior: 'instant' }))
    await tab.painted()
    expect(await tab.evaluate(findGaps)).toEqual([])
    const now = await readHead(tab)
    const different = pixelmatch(head.data, now.data, undefined, head.width, head.height, { threshold: 0 })
    // Engines place edges between pixels in more than one way. Without its background nearly all pixels differ.
    expect(different / (head.width * head.height), `the head in step ${step}`).toBeLessThan(0.1)
  }
  await tab.evaluate(() =>
    document
      .querySelector('tr[data-handle-id]')
      ?.closest('table')
      ?.scrollIntoView({ block: 'end', behavior: 'instant' }),
  )
  await tab.until((last) => document.querySelector(`tr[data-handle-id="${last}"]`) !== null, 1000 + count - 1)
  expect(await tab.evaluate(findGaps)).toEqual([])
  expect(await faults(tab)).toEqual([])
})
