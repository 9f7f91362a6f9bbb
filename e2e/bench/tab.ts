import { setTimeout as sleep } from 'node:timers/promises'

import type { BrowserContext, CDPSession, Page } from '@playwright/test'

import { lastNumber } from './chats.ts'
import type { Profile } from './profiles.ts'
import { followTraffic, type Traffic } from './traffic.ts'
import { type VisibleTimes, watch } from './watch.ts'

/** A tab that is measured. */
export interface Tab {
  page: Page
  cdp: CDPSession
  traffic: Traffic
}

/** A page that is measured. */
export interface Subject {
  name: 'console' | 'hand-written' | 'bare stack'
  /** The server's address. */
  url: string
}

/** The timeout until a row is visible, in milliseconds. */
const timeout = 30_000

/** A page counts as loaded after so many milliseconds without requests: longer than the console's delay before it preloads chunks. */
export const idleMs = 600

/** The digits of the phone number of a chat's last participant, which identifies the chat on the screen. */
export const digitsOf = (id: number): string => lastNumber(id).slice(1)

/** Opens an empty tab that measures the pages opened in it. */
export async function openTab(context: BrowserContext, profile: Profile, id: number): Promise<Tab> {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  const traffic = await followTraffic(cdp)
  await profile.apply(cdp)
  await page.addInitScript(watch, digitsOf(id))
  return { page, cdp, traffic }
}

/**
 * Waits until the participants of the expected chat are visible.
 * @param name the page's name, for the error.
 * @throws Error after the timeout.
 */
export async function untilVisible(page: Page, name: string): Promise<VisibleTimes> {
  return await withTimeout(
    page.evaluate(async () => await window.watcher.untilVisible()),
    `${name}: the participants were not visible within ${timeout / 1000} s. The upstream's response, or the page, is not as the bench expects it.`,
  )
}

async function withTimeout<Result>(result: Promise<Result>, problem: string): Promise<Result> {
  const timer = new AbortController()
  try {
    return await Promise.race([
      result,
      sleep(timeout, undefined, { signal: timer.signal }).then(() => Promise.reject(new Error(problem))),
    ])
  } finally {
    timer.abort()
  }
}

/** The measurements of one page load. Times are milliseconds since the start of the navigation. */
export interface Load extends VisibleTimes {
  /** When its lookup box is hydrated; NaN for a page without one. */
  ready: number
  /** The requests and received bytes until the row is visible. */
  requests: number
  bytes: number
  /** The sum of its layout shifts. */
  shift: number
}

/**
 * Opens a chat in a new tab, and closes it.
 * @param settle how long it may continue to load before its layout shifts are read, in milliseconds.
 */
export async function load(
  context: BrowserContext,
  { name, url }: Subject,
  profile: Profile,
  settle: number,
): Promise<Load> {
  const { page, traffic } = await openTab(context, profile, 45)
  const label = `${name} (${profile.name})`
  await page.goto(`${url}/chats/45`, { waitUntil: 'commit' })
  const times = await untilVisible(page, label)
  const ready =
    name === 'hand-written'
      ? NaN
      : await withTimeout(
          page.evaluate(async () => await window.watcher.ready),
          `${label}: the lookup box was not hydrated within ${timeout / 1000} s.`,
        )
  await traffic.quiet(idleMs, settle)
  const shift = await page.evaluate(() => window.watcher.shift())
  await page.close()
  return { ...times, ready, shift, ...traffic.until(times.visible) }
}
