// What the table of participants costs at each size, beside a plain one that draws all its rows.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'

import { type Browser, chromium, type Page } from '@playwright/test'

import { type Block, measureLongestTask } from '../support/long-tasks.ts'
import { findChromium } from '../support/chromium.ts'
import { largeChat } from '../support/large-chat.ts'
import { type RunningServer, startServer } from '../support/servers.ts'
import { ownFonts, quietFlags } from '../pictures/shoot/browser.ts'
import { atLeast, atMost, median, ms, type Row, type Section, times } from './report.ts'

/** The figures of one size. Times are milliseconds from the navigation on, blocks the longest task of the main thread. */
interface TableFigures {
  participants: number
  /** Until the first rows are painted: by the console, by a plain table, and the one as a share of the other. */
  rowsVisible: number
  plainRowsVisible: number
  ratio: number
  load: Block
  filter: Block
  sort: Block
  /** From the click on a column's name to its rows, for the slowest column. */
  sorted: number
  /** After a collection of garbage. */
  heapMB: number
  plainHeapMB: number
  /** Only where there is something to scroll. */
  scroll: ScrollFigures | null
}

/** How a page bears being scrolled by 600 pixels a frame. */
interface ScrollFigures {
  frames: number
  /** The share of frames that came within 17 ms, and what an empty page reaches on this machine at this moment. */
  within17: number
  emptyPageWithin17: number
  /** Frames in which a row's place had no row. */
  blank: number
  block: Block
}

const sizes = [100, 1000, 10_000, 100_000]
const runs = 3
const plainPage = readFileSync(join(import.meta.dirname, 'plain-table.html'))

/** Measures all sizes in a browser of its own. */
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
      blockRow('loading the largest', load),
      blockRow('filtering', filter),
      blockRow('sorting', sort),
      blockRow('scrolling', scroll.block),
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
    notes: ['table: no throttling, the answer is local. The heap has no DOM in it, of which the plain table has most.'],
  }
}

/** A task of the page's own thread, which nobody should feel. */
const blockRow = (what: string, { wall, cpu }: Block): Row => ({
  cells: [`longest task, ${what}`, `${wall.toFixed(0)} ms`, '', ''],
  target: atMost(wall, 50, ' ms'),
  values: { wall, cpu },
})

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

async function measureAll(signal: AbortSignal): Promise<TableFigures[]> {
  const found = findChromium()
  if (!found) throw new Error('There is no Chromium here. Run: node e2e/support/chromium.ts')
  const served = await startServer('console')
  const server = await startFront(served)
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

/** The console with answers that are there already, so that only the page is measured; chats have as many people as their id says. */
async function startFront({ url }: RunningServer): Promise<Server> {
  const answers = new Map(sizes.map((size) => [`/api/partner/v2/chats/${size}`, Buffer.from(largeChat(size, size))]))
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const answer = answers.get(path)
    if (answer)
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer)
    else if (path.startsWith('/plain')) response.writeHead(200, { 'content-type': 'text/html' }).end(plainPage)
    else if (path === '/empty')
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Empty</title><div style="height:5700000px">')
    else void pass(url + path, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/** Passes on what the console itself serves: its page with its headers, its files. */
async function pass(address: string, response: ServerResponse): Promise<void> {
  const from = await fetch(address)
  const headers = [...from.headers].filter(
    ([name]) => !/^(?:content-encoding|content-length|transfer-encoding|connection)$/.test(name),
  )
  response.writeHead(from.status, Object.fromEntries(headers)).end(Buffer.from(await from.arrayBuffer()))
}

async function measure(browser: Browser, origin: string, size: number): Promise<TableFigures> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const [ours, plain] = [`${origin}/chats/${size}`, `${origin}/plain?id=${size}`]
  await untilRows(page, ours) // Its files are in the cache from now on.
  const rowsVisible = await middle(() => untilRows(page, ours))
  const load = await measureLongestTask(page, async () => {
    await untilRows(page, ours)
    await page.waitForSelector('main[data-drift]')
    await page.waitForTimeout(1000)
  })
  const heapMB = await heap(page)
  const scroll = size === Math.max(...sizes) ? await scrolled(page, `${origin}/empty`, ours) : null
  const filter = await measureLongestTask(page, async () => {
    await page.getByLabel('Filter participants').pressSequentially('555 1', { delay: 50 })
    await quiet(page)
  })
  await page.getByLabel('Filter participants').fill('')
  await quiet(page)
  let sortedIn = 0
  const sort = await measureLongestTask(page, async () => {
    for (const name of ['Service', 'Joined', 'Handle ID', 'Handle ID']) {
      const before = performance.now()
      await page.getByRole('columnheader', { name }).getByRole('button').click()
      await quiet(page)
      sortedIn = Math.max(sortedIn, performance.now() - before)
    }
  })
  const plainRowsVisible = await middle(() => untilRows(page, plain), size > 10_000 ? 1 : runs)
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

/** Opens a page, and tells when its first rows were painted. */
async function untilRows(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' })
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          // The frame after the one they are drawn in begins when they are painted.
          if (document.querySelector('tr[data-handle-id]'))
            requestAnimationFrame(() => resolve(Math.round(performance.now())))
          else requestAnimationFrame(look)
        }
        look()
      }),
  )
}

/** Until the address is taken in and what it asks for is drawn. */
const quiet = (page: Page) =>
  page
    .evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    .then(() => page.waitForSelector('table:not([aria-busy=true])'))

/** The middle of several runs. */
async function middle(measureOnce: () => Promise<number>, count = runs): Promise<number> {
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

async function scrolled(page: Page, empty: string, ours: string): Promise<ScrollFigures> {
  await page.goto(empty)
  const { within17: emptyPageWithin17 } = await scrollFast(page, 120)
  await untilRows(page, ours)
  await page.waitForSelector('main[data-drift]')
  await page.waitForTimeout(500)
  const figures = await scrollFast(page, 240)
  const block = await measureLongestTask(page, () => scrollFast(page, 120))
  return { ...figures, emptyPageWithin17, block }
}

/** Scrolls in each frame, and looks at what that frame is going to show. */
const scrollFast = (page: Page, frames: number) =>
  page.evaluate(
    (most) =>
      new Promise<Pick<ScrollFigures, 'frames' | 'within17' | 'blank'>>((resolve) => {
        const stamps: number[] = []
        let blank = 0
        const step = (now: number) => {
          stamps.push(now)
          window.scrollBy(0, 600)
          // Nothing is drawn between this and the frame's own painting.
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
