import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import type { Browser, Page, Request, Response } from '@playwright/test'

import { parseChatId } from '../../../src/linq/chat-id.ts'
import { idInTarget } from '../../../src/linq/operation.ts'
import { findPersonalData, type Known, knownFrom, readTexts } from './personal-data.ts'
import { screenshotOptions } from './browser.ts'
import { type Failed, type Picture, sha256, writeWhole } from './manifest.ts'
import { ignore, type Ready, readChanges, watchReady } from './ready.ts'
import type { Job } from './targets.ts'

/** The timeout until a page is ready, in milliseconds. */
const readyWithin = 30_000

/** How long nothing may change in a page that is ready, in milliseconds. The picture is taken meanwhile. */
const unchangedFor = 500

interface TakeOptions {
  browser: Browser
  jobs: readonly Job[]
  /** The folder for the PNGs, which exists. */
  folder: string
  /** How many pages are open at a time. */
  atOnce: number
  /** Stops the run early; pictures that have been taken stay. */
  signal: AbortSignal
  onDone: (done: Picture | Failed) => void
}

/** The result of a run. */
export interface Taken {
  pictures: Picture[]
  failed: Failed[]
  /** The names of those that were taken a second time, because their page had changed meanwhile. */
  retried: string[]
  /** The console's build and the source of its data; null if no page has them. */
  build: string | null
  source: string | null
}

/** Takes pictures, several at a time, and writes each as soon as it is taken. A failure does not stop the others. */
export async function takeShots({ browser, jobs, folder, atOnce, signal, onDone }: TakeOptions): Promise<Taken> {
  const taken: Taken = { pictures: [], failed: [], retried: [], build: null, source: null }
  const takeOne = async (page: Page, ready: Ready, job: Job) => {
    const { name, viewport, theme, masked } = job
    const { url, path } = listedAddress(job)
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
      // The page was closed to stop the run.
      if (signal.aborted) return
      const failed = { name, path, reason: error instanceof ShotError ? error.message : firstLine(error) }
      taken.failed.push(failed)
      onDone(failed)
    }
  }
  // Grouped by size and theme, which take time to change.
  const left = jobs.toSorted((a, b) => sizeAndTheme(a).localeCompare(sizeAndTheme(b)))
  await Promise.all(Array.from({ length: Math.min(atOnce, jobs.length) }, work))
  const order = new Map(jobs.map(({ name }, index) => [name, index]))
  taken.pictures.sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0))
  return taken

  /**
   * Takes one picture after the other in one page. A new page for each would take twice the time and change nothing,
   * since a page with `shot=1` reads and stores nothing.
   */
  async function work() {
    const context = await browser.newContext(contextOptions)
    const close = () => void context.close().catch(ignore)
    signal.addEventListener('abort', close, { once: true })
    try {
      const page = await context.newPage()
      const ready = await watchReady(page)
      let current = ''
      for (let job = left.shift(); job && !signal.aborted; job = left.shift()) {
        if (sizeAndTheme(job) !== current) {
          await page.setViewportSize(job.viewport)
          await page.emulateMedia({ colorScheme: job.theme })
          current = sizeAndTheme(job)
        }
        await takeOne(page, ready, job)
      }
    } catch (error) {
      // The page was closed to stop the run.
      if (!signal.aborted) throw error
    } finally {
      signal.removeEventListener('abort', close)
      await context.close()
    }
  }
}

const sizeAndTheme = ({ viewport: { width, height }, theme }: Job) => `${width} ${height} ${theme}`

/** The same on every machine, though the URL alone should be enough. */
const contextOptions = { deviceScaleFactor: 1, reducedMotion: 'reduce', locale: 'en-US', timezoneId: 'UTC' } as const

/** The chat IDs in a URL. */
const idsIn = (url: string): string[] => {
  const { pathname, searchParams } = new URL(url)
  const typed = [pathname.split('/').at(-1) ?? '', ...(searchParams.get('ids') ?? '').split(',')]
  return typed.flatMap((text) => parseChatId(text) ?? [])
}

/** Whether a URL itself may contain personal data. */
function mayBePersonal(url: string): boolean {
  // Decoded only where that is possible: `/chats/%` is a URL too.
  const text = url.slice(new URL(url).origin.length).replace(/%[0-7][0-9a-f]/gi, decodeURIComponent)
  return (
    findPersonalData({ pieces: [text], values: [], whole: '' }, [{ addresses: [], names: [], allowed: idsIn(url) }]) !==
    null
  )
}

/** A page's URL for the lists next to its picture, without the path if that may contain personal data. */
function listedAddress({ url, masked }: Job): { url: string; path: string } {
  const { origin } = new URL(url)
  const path = masked && mayBePersonal(url) ? '/…' : url.slice(origin.length)
  return { url: origin + path, path }
}

/** Why a picture was not taken, as a message for a person. */
class ShotError extends Error {}

class PageChangedError extends ShotError {}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]?.replace(/^[\w.]+: /, '') ?? ''

async function take(page: Page, ready: Ready, { url, masked, ...expected }: Job) {
  const { answers, stop } = collectAnswers(page)
  const requests: string[] = []
  const noteRequest = (request: Request) => void requests.push(`a request (${request.resourceType()})`)
  answers.push(Promise.resolve({ addresses: [], names: [], allowed: idsIn(url) }))
  try {
    if (masked && mayBePersonal(url))
      throw new ShotError('Not taken: its URL may contain personal data, which should be hidden.')
    const isReady = ready.within(readyWithin)
    await page.goto(url, { waitUntil: 'commit' }).catch(() => {
      throw new ShotError(`Nothing answers at ${new URL(url).origin}.`)
    })
    if (!(await isReady)) throw new ShotError(`The page was not ready within ${readyWithin / 1000} s.`)
    page.on('request', noteRequest)
    const isOver = pause(unchangedFor)
    const { view, state, build, source } = await readMarkers(page)
    if (expected.view !== undefined && view !== expected.view)
      throw new ShotError(`The page is ${view}, not ${expected.view}.`)
    if (expected.state !== undefined && state !== expected.state)
      throw new ShotError(`The page is in the state ${state}, not ${expected.state}.`)
    if (masked) {
      const found = findPersonalData(await readTexts(page), await Promise.all(answers))
      if (found) throw new ShotError(`Not written: personal data should be hidden, but the page contains ${found}.`)
    }
    const png = await page.screenshot(screenshotOptions)
    await isOver
    const changes = [...requests, ...(await readChanges(page))]
    if (changes.length > 0)
      throw new PageChangedError(`The page changed while the picture was taken: ${changes.slice(0, 3).join(', ')}.`)
    return { png, state, build, source }
  } finally {
    page.off('request', noteRequest)
    stop()
  }
}

/** The attributes by which a page describes itself. */
const readMarkers = (page: Page) =>
  page.evaluate(() => {
    const { build = null, source = null } =
      document.querySelector<HTMLElement>('[data-screenshot-footer]')?.dataset ?? {}
    const { view = '', state = '' } = document.querySelector('main')?.dataset ?? {}
    return { build, source, view, state }
  })

/** Collects the personal data of each answer about a chat, to look for it in the page. */
function collectAnswers(page: Page): { answers: Promise<Known>[]; stop: () => void } {
  const answers: Promise<Known>[] = []
  const note = (response: Response) => {
    const id = idInTarget(new URL(response.url()).pathname)
    if (!id || response.status() !== 200) return
    const answer = response.text().then((body) => knownFrom(body, id))
    // If it is awaited, its failure still fails the picture; one that Ctrl-C aborts is not awaited.
    answer.catch(ignore)
    answers.push(answer)
  }
  page.on('response', note)
  return { answers, stop: () => page.off('response', note) }
}
