import { setTimeout as sleep } from 'node:timers/promises'

import type { BrowserContext, CDPSession, Page } from '@playwright/test'

import { lastNumber } from './chats.ts'
import type { Profile } from './profiles.ts'
import { followTraffic, type Traffic } from './traffic.ts'
import { type Seen, watch } from './watch.ts'

/** A tab that is watched. */
export interface Tab {
  page: Page
  cdp: CDPSession
  traffic: Traffic
}

/** A page that is measured. */
export interface Subject {
  name: 'console' | 'hand-written'
  /** The server's address. */
  url: string
}

/** How long something may take to be seen, in milliseconds. */
const patience = 30_000

/** How long nothing may be under way until a page counts as loaded: longer than the console waits to fetch what may be wanted later. */
export const still = 600

/** The digits of the last participant of a chat: what shows that it is this chat that is on screen. */
export const digitsOf = (id: number): string => lastNumber(id).slice(1)

/** Opens an empty tab in which whatever comes next is watched. */
export async function openTab(context: BrowserContext, profile: Profile, id: number): Promise<Tab> {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  const traffic = await followTraffic(cdp)
  await profile.apply(cdp)
  await page.addInitScript(watch, digitsOf(id))
  return { page, cdp, traffic }
}

/**
 * Waits until the participants of the expected chat can be read.
 * @throws Error that says of which page they were not seen.
 */
export async function seen(page: Page, what: string): Promise<Seen> {
  return await inTime(
    page.evaluate(async () => await window.watcher.seen()),
    `${what}: the participants were not visible within ${patience / 1000} s. The upstream's answer, or the page, is not as the bench expects it.`,
  )
}

async function inTime<Result>(result: Promise<Result>, problem: string): Promise<Result> {
  const patient = new AbortController()
  try {
    return await Promise.race([
      result,
      sleep(patience, undefined, { signal: patient.signal }).then(() => Promise.reject(new Error(problem))),
    ])
  } finally {
    patient.abort()
  }
}

/** How one page came up, times in milliseconds since its navigation began. */
export interface Load extends Seen {
  /** When its lookup box reacts; NaN where there is none. */
  ready: number
  /** What it took over the network until then. */
  requests: number
  bytes: number
  /** The sum of its layout shifts. */
  shift: number
}

/**
 * Opens a chat in a tab of its own, and closes it.
 * @param settle how long it may go on loading until its layout shifts are read, in milliseconds.
 */
export async function load(
  context: BrowserContext,
  { name, url }: Subject,
  profile: Profile,
  settle: number,
): Promise<Load> {
  const { page, traffic } = await openTab(context, profile, 45)
  const what = `${name} (${profile.name})`
  await page.goto(`${url}/chats/45`, { waitUntil: 'commit' })
  const there = await seen(page, what)
  const ready =
    name === 'console'
      ? await inTime(
          page.evaluate(async () => await window.watcher.ready),
          `${what}: React did not take the lookup box over within ${patience / 1000} s.`,
        )
      : NaN
  await traffic.quiet(still, settle)
  const shift = await page.evaluate(() => window.watcher.shift())
  await page.close()
  return { ...there, ready, shift, ...traffic.until(there.visible) }
}
