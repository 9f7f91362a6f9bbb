// The performance of the table of participants at each size, compared with a plain table that renders all rows.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'

import { type Browser, chromium, type Page } from '@playwright/test'

import { type TaskDuration, measureLongestTask } from '../support/long-tasks.ts'
import { findChromium } from '../support/chromium.ts'
import { largeChat } from '../support/large-chat.ts'
import { type RunningServer, startServer } from '../support/servers.ts'
import { ownFonts, quietFlags } from '../pictures/shoot/browser.ts'
import { atLeast, atMost, median, ms, type Row, type Section, times } from './report.ts'

/** The figures of one size. Times are milliseconds since the navigation; `load`, `filter` and `sort` are longest tasks. */
interface TableFigures {
  participants: number
  /** The time until the first rows are painted by the console and by the plain table, and their ratio. */
  rowsVisible: number
  plainRowsVisible: number
  ratio: number
  load: TaskDuration
  filter: TaskDuration
  sort: TaskDuration
  /** The time from the click on a column heading to the sorted rows, for the slowest column. */
  sorted: number
  /** After a garbage collection. */
  heapMB: number
  plainHeapMB: number
  /** Only for the largest size. */
  scroll: ScrollFigures | null
}

/** The figures of a page that is scrolled by 600 pixels per frame. */
interface ScrollFigures {
  frames: number
  /** The share of frames within 17 ms, and that of an empty page for comparison. */
  within17: number
  emptyPageWithin17: number
  /** The number of frames with a missing row. */
  blank: number
  block: TaskDuration
}

const sizes = [100, 1000, 10_000, 100_000]
const runs = 3
const plainPage = readFileSync(join(import.meta.dirname, 'plain-table.html'))

/** Measures all sizes in one browser. */
export async function benchTable(signal: AbortSignal): Promise<Section> {
  const figures = await measureAll(signal)
  const largest = figures.at(-1)
  if (!largest?.scroll) throw new Error('The largest table was not scrolled')
  const { scroll, load, filter, sort, heapMB, plainHeapMB } = largest
  return {
    title: 'Table of participants',
    columns: ['console', 'plain table', 'ratio'],
    rows: [
      ...figures.map((one): Row => ({
        cells: [
          `rows visible, ${one.participants.toLocaleString('en')}`,
          ms(one.rowsVisible),
          ms(one.plainRowsVisible),
          times(one.ratio),
        ],
        ...(one === largest && { target: atMost(one.ratio, 0.1) }),
        values: { ...one },
      })),
      taskRow('loading the largest', load),
      taskRow('filtering', filter),
      taskRow('sorting', sort),
      taskRow('scrolling', scroll.block),
      {
        cells: ['frames within 17 ms, scrolling 600 px a frame', percent(scroll.within17), '', ''],
        target: atLeast(scroll.within17 * 100, 95, ' %'),
        values: { ...scroll },
      },
      { cells: ['the same of an empty page', percent(scroll.emptyPageWithin17), '', ''] },
      {
        cells: ['frames with a blank row', String(scroll.blank), '', ''],
        target: { limit: '0', met: scroll.blank === 0 },
      },
      { cells: ['JS heap, the largest', `${heapMB} MB`, `${plainHeapMB} MB`, ''] },
    ],
    notes: [
      'table: without throttling, with local responses. The heap does not include the DOM, which is larger in the plain table.',
    ],
  }
}

/** The longest task of an action. 50 ms is the limit above which a task counts as long. */
const taskRow = (action: string, { wall, cpu }: TaskDuration): Row => ({
  cells: [`longest task, ${action}`, `${wall.toFixed(0)} ms`, '', ''],
  target: atMost(wall, 50, ' ms'),
  values: { wall, cpu },
})

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

async function measureAll(signal: AbortSignal): Promise<TableFigures[]> {
  const found = findChromium()
  if (!found) throw new Error('There is no Chromium here. Run: node e2e/support/chromium.ts')
  const served = await startServer('console')
  const server = await startProxy(served)
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const browser = await chromium.launch({
    executablePath: found.path,
    chromiumSandbox: false,
    args: quietFlags,
    env: { ...process.env, ...found.env, ...ownFonts },
  })
  signal.addEventListener('abort', () => void browser.close())
  try {
    const figures: TableFigures[] = []
    for (const size of sizes) figures.push(await measure(browser, origin, size))
    return figures
  } finally {
    await browser.close()
    server.closeAllConnections()
    server.close()
    await served.stop()
  }
}

/** Starts a proxy for the console with prepared responses, so that only the page is measured; a chat has as many participants as its ID. */
async function startProxy({ url }: RunningServer): Promise<Server> {
  const responses = new Map(sizes.map((size) => [`/api/partner/v2/chats/${size}`, Buffer.from(largeChat(size, size))]))
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const body = responses.get(path)
    if (body) response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
    else if (path.startsWith('/plain')) response.writeHead(200, { 'content-type': 'text/html' }).end(plainPage)
    else if (path === '/empty')
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Empty</title><div style="height:5700000px">')
    else void forward(url + path, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/** Forwards the console's pages and files, with their headers. */
async function forward(address: string, response: ServerResponse): Promise<void> {
  const from = await fetch(address)
  const headers = [...from.headers].filter(
    ([name]) => !/^(?:content-encoding|content-length|transfer-encoding|connection)$/.test(name),
  )
  response.writeHead(from.status, Object.fromEntries(headers)).end(Buffer.from(await from.arrayBuffer()))
}

async function measure(browser: Browser, origin: string, size: number): Promise<TableFigures> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const [ours, plain] = [`${origin}/chats/${size}`, `${origin}/plain?id=${size}`]
  await untilRows(page, ours) // Warms the cache.
  const rowsVisible = await medianOf(() => untilRows(page, ours))
  const load = await measureLongestTask(page, async () => {
    await untilRows(page, ours)
    await page.waitForSelector('main[data-drift]')
    await page.waitForTimeout(1000)
  })
  const heapMB = await heap(page)
  const scroll = size === Math.max(...sizes) ? await measureScrolling(page, `${origin}/empty`, ours) : null
  const filter = await measureLongestTask(page, async () => {
    await page.getByLabel('Filter participants').pressSequentially('555 1', { delay: 50 })
    await untilRendered(page)
  })
  await page.getByLabel('Filter participants').fill('')
  await untilRendered(page)
  let sortedIn = 0
  const sort = await measureLongestTask(page, async () => {
    for (const name of ['Service', 'Joined', 'Handle ID', 'Handle ID']) {
      const before = performance.now()
      await page.getByRole('columnheader', { name }).getByRole('button').click()
      await untilRendered(page)
      sortedIn = Math.max(sortedIn, performance.now() - before)
    }
  })
  const plainRowsVisible = await medianOf(() => untilRows(page, plain), size > 10_000 ? 1 : runs)
  const plainHeapMB = await heap(page)
  await page.close()
  return {
    participants: size,
    rowsVisible,
    plainRowsVisible,
    ratio: Number((rowsVisible / plainRowsVisible).toFixed(3)),
    load,
    filter,
    sort,
    sorted: Math.round(sortedIn),
    heapMB,
    plainHeapMB,
    scroll,
  }
}

/** Opens a page, and returns the time when its first rows are painted. */
async function untilRows(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' })
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const check = () => {
          // The next frame starts after the rows are painted.
          if (document.querySelector('tr[data-handle-id]'))
            requestAnimationFrame(() => resolve(Math.round(performance.now())))
          else requestAnimationFrame(check)
        }
        check()
      }),
  )
}

/** Waits until the table has rendered the filter and the order of the URL. */
const untilRendered = (page: Page) =>
  page
    .evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    .then(() => page.waitForSelector('table:not([aria-busy=true])'))

/** The median of several runs. */
async function medianOf(measureOnce: () => Promise<number>, count = runs): Promise<number> {
  const all: number[] = []
  for (let run = 0; run < count; run += 1) all.push(await measureOnce())
  return median(all)
}

async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return Number((usedSize / 1024 / 1024).toFixed(1))
}

async function measureScrolling(page: Page, empty: string, ours: string): Promise<ScrollFigures> {
  await page.goto(empty)
  const { within17: emptyPageWithin17 } = await scrollFast(page, 120)
  await untilRows(page, ours)
  await page.waitForSelector('main[data-drift]')
  await page.waitForTimeout(500)
  const figures = await scrollFast(page, 240)
  const block = await measureLongestTask(page, () => scrollFast(page, 120))
  return { ...figures, emptyPageWithin17, block }
}

/** Scrolls in each frame, and checks the rows that the frame will show. */
const scrollFast = (page: Page, frames: number) =>
  page.evaluate(
    (most) =>
      new Promise<Pick<ScrollFigures, 'frames' | 'within17' | 'blank'>>((resolve) => {
        const stamps: number[] = []
        let blank = 0
        const step = (now: number) => {
          stamps.push(now)
          window.scrollBy(0, 600)
          // React renders nothing more before this frame is painted.
          if (
            stamps.length > 3 &&
            [100, 300, 500, 700, 890].some((y) => !document.elementFromPoint(300, y)?.closest('tr[data-handle-id]'))
          )
            blank += 1
          if (stamps.length <= most) return void requestAnimationFrame(step)
          const within = stamps.filter((time, index) => index > 0 && time - (stamps[index - 1] ?? 0) <= 17).length
          resolve({ frames: most, within17: Number((within / most).toFixed(3)), blank })
        }
        requestAnimationFrame(step)
      }),
    frames,
  )
