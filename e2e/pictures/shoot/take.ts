import { join } from 'node:path'

import type { Browser, Page, Response } from '@playwright/test'

import { parseChatId } from '../../../src/linq/chat-id.ts'
import { chatTarget } from '../../../src/linq/v2/operation.ts'
import { findPersonalData, type Known, knownFrom, readTexts } from './personal-data.ts'
import { screenshotOptions } from './browser.ts'
import { type Failed, type Picture, sha256, writeWhole } from './manifest.ts'
import type { Job } from './targets.ts'

/** How long a page may take until it says that it is ready, in milliseconds. */
const readyWithin = 30_000

interface Taking {
  browser: Browser
  jobs: readonly Job[]
  /** The folder for the PNGs; it exists. */
  folder: string
  /** How many pages are open at a time. */
  atOnce: number
  /** Ends early when it aborts; what has been taken stays. */
  signal: AbortSignal
  onDone: (done: Picture | Failed) => void
}

/** What a run has got. */
export interface Taken {
  pictures: Picture[]
  failed: Failed[]
  /** The names of those that were taken a second time, because their page had changed meanwhile. */
  retried: string[]
  /** The build that was photographed, and whose data it showed; null where the page did not say. */
  build: string | null
  source: string | null
}

/** Takes pictures, several at a time, and writes each as soon as it is taken. One that cannot be taken stops no other. */
export async function takeShots({ browser, jobs, folder, atOnce, signal, onDone }: Taking): Promise<Taken> {
  const taken: Taken = { pictures: [], failed: [], retried: [], build: null, source: null }
  const takeOne = async (page: Page, ready: Ready, job: Job) => {
    const { name, viewport, theme, masked } = job
    const { url, path } = tellable(job)
    try {
      const { png, state, build, source } = await take(page, ready, job).catch(async (error: unknown) => {
        if (!(error instanceof PageChangedError)) throw error
        taken.retried.push(name)
        return await take(page, ready, job)
      })
      const file = `${name}.png`
      writeWhole(join(folder, file), png)
      const picture = { name, file, path, url, viewport, theme, state, masked, sha256: sha256(png) }
      taken.pictures.push(picture)
      taken.build ??= build
      taken.source ??= source
      onDone(picture)
    } catch (error) {
      // A page that was closed under our hands has nothing wrong with it.
      if (signal.aborted) return
      const failed = { name, path, reason: error instanceof ShotError ? error.message : words(error) }
      taken.failed.push(failed)
      onDone(failed)
    }
  }
  // One size and theme after the other: to change them has the page before drawn anew.
  const left = jobs.toSorted((a, b) => look(a).localeCompare(look(b)))
  await Promise.all(Array.from({ length: Math.min(atOnce, jobs.length) }, work))
  const order = new Map(jobs.map(({ name }, index) => [name, index]))
  taken.pictures.sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0))
  return taken

  /**
   * Takes one picture after the other in one page, as long as size and theme stay: a page of its own for each would take
   * twice the time, and show the same, since a page to be photographed reads and stores nothing. Where they change there
   * is a new one: the first picture after a change of size can differ by a shade at its round corners.
   */
  async function work() {
    for (let job = left.shift(); job && !signal.aborted;) {
      const context = await browser.newContext({ ...surroundings, viewport: job.viewport, colorScheme: job.theme })
      const close = () => void context.close().catch(ignore)
      signal.addEventListener('abort', close, { once: true })
      try {
        const page = await context.newPage()
        const ready = await tellReady(page)
        for (const now = look(job); job && look(job) === now && !signal.aborted; job = left.shift())
          await takeOne(page, ready, job)
      } catch (error) {
        // A page that was closed under our hands has nothing wrong with it.
        if (!signal.aborted) throw error
      } finally {
        signal.removeEventListener('abort', close)
        await context.close()
      }
    }
  }
}

const look = ({ viewport: { width, height }, theme }: Job) => `${width} ${height} ${theme}`

/** The same whatever machine it is, though the address alone should be enough. */
const surroundings = { deviceScaleFactor: 1, reducedMotion: 'reduce', locale: 'en-US', timezoneId: 'UTC' } as const

/** The ids of an address. */
const idsIn = (url: string): string[] => {
  const { pathname, searchParams } = new URL(url)
  const typed = [pathname.split('/').at(-1) ?? '', ...(searchParams.get('ids') ?? '').split(',')]
  return typed.flatMap((text) => parseChatId(text) ?? [])
}

/** Whether an address may hold personal data itself. */
function isTelling(url: string): boolean {
  // As far as it can be decoded: `/chats/%` is an address too.
  const text = url.slice(new URL(url).origin.length).replace(/%[0-7][0-9a-f]/gi, decodeURIComponent)
  return (
    findPersonalData({ pieces: [text], values: [], whole: '' }, [{ addresses: [], names: [], allowed: idsIn(url) }]) !==
    null
  )
}

/** A page's address for lists that go along with its picture; of one that may hold personal data nothing is left. */
function tellable({ url, masked }: Job): { url: string; path: string } {
  const { origin } = new URL(url)
  const path = masked && isTelling(url) ? '/…' : url.slice(origin.length)
  return { url: origin + path, path }
}

/** A picture that was not taken, for a reason that is told. */
class ShotError extends Error {}

class PageChangedError extends ShotError {}

const words = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]?.replace(/^[\w.]+: /, '') ?? ''

async function take(page: Page, ready: Ready, { url, masked, state: expected }: Job) {
  const { answers, stop } = collectAnswers(page)
  answers.push(Promise.resolve({ addresses: [], names: [], allowed: idsIn(url) }))
  try {
    if (masked && isTelling(url))
      throw new ShotError('Not taken: its address may hold personal data, which should be hidden.')
    const told = ready.within(readyWithin)
    await page.goto(url, { waitUntil: 'commit' }).catch(() => {
      throw new ShotError(`Nobody answers at ${new URL(url).origin}.`)
    })
    if (!(await told)) throw new ShotError(`The page was not ready within ${readyWithin / 1000} s.`)
    const before = await readMarkers(page)
    const { state } = before
    if (expected !== undefined && state !== expected)
      throw new ShotError(`The page is in the state ${state}, not ${expected}.`)
    if (masked) {
      const found = findPersonalData(await readTexts(page), await Promise.all(answers))
      if (found) throw new ShotError(`Not written: personal data should be hidden, but the page holds ${found}.`)
    }
    const png = await page.screenshot(screenshotOptions)
    const after = await readMarkers(page)
    if (!before.isReady || !after.isReady) throw new PageChangedError('The page changed while the picture was taken.')
    return { png, state, build: after.build, source: after.source }
  } finally {
    stop()
  }
}

/** What a page says of itself. */
const readMarkers = (page: Page) =>
  page.evaluate(() => {
    const { build = null, source = null } = document.querySelector<HTMLElement>('[data-provenance]')?.dataset ?? {}
    const state = document.querySelector('main')?.dataset['state'] ?? ''
    return { build, source, state, isReady: document.documentElement.dataset['shot'] === 'ready' }
  })

/** Tells when the next page is ready. */
interface Ready {
  /** Whether it was within so many milliseconds from now. */
  within: (milliseconds: number) => Promise<boolean>
}

/** Has each document that is opened in a page tell when it is ready; asking it again and again takes as long as drawing it. */
async function tellReady(page: Page): Promise<Ready> {
  /** Told by a document, with when it was opened. */
  let tell: (opened: number) => void = ignore
  await page.exposeBinding('tellShotReady', ({ frame }, opened: number) => {
    if (frame === page.mainFrame()) tell(opened)
  })
  await page.addInitScript(() => {
    const told: unknown = Reflect.get(globalThis, 'tellShotReady')
    new MutationObserver(() => {
      if (document.documentElement?.dataset['shot'] === 'ready' && typeof told === 'function')
        told(performance.timeOrigin)
    }).observe(document, { subtree: true, attributeFilter: ['data-shot'] })
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
        tell = (opened) => {
          // The page before may be ready once more, after its picture.
          if (opened < now) return
          clearTimeout(timer)
          tell = ignore
          resolve(true)
        }
      }),
  }
}

const ignore = () => {}

/** Notes what each answer about a chat says of somebody, to look for it in the page. */
function collectAnswers(page: Page): { answers: Promise<Known>[]; stop: () => void } {
  const answers: Promise<Known>[] = []
  const note = (response: Response) => {
    const id = chatTarget.exec(new URL(response.url()).pathname)?.[1]
    if (!id || response.status() !== 200) return
    const answer = response.text().then((body) => knownFrom(body, id))
    // One that is cut off by Ctrl-C is waited for by nobody; where it is waited for, it still stops the picture.
    answer.catch(ignore)
    answers.push(answer)
  }
  page.on('response', note)
  return { answers, stop: () => page.off('response', note) }
}
