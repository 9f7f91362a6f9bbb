import { setTimeout as sleep } from 'node:timers/promises'

import type { BrowserContext, CDPSession } from '@playwright/test'

import type { Profile } from './profiles.ts'
import { median } from './report.ts'
import { digitsOf, idleMs, openTab, type Tab, untilVisible } from './tab.ts'

/** The time between two typed keys, in milliseconds. */
export const keyMs = 120

/** One frame, in milliseconds. */
export const frameMs = 1000 / 60

/** The durations of lookups in an open console, medians in milliseconds. */
export interface Lookups {
  /** One request by the same tab: with a frame to paint it, the minimum for a lookup that starts at Enter. */
  roundTrip: number
  /** From Enter to the participants. */
  typed: number
  pasted: number
}

async function press(cdp: CDPSession, key: string): Promise<void> {
  const isDigit = /^[0-9]$/.test(key)
  const event = {
    key,
    code: isDigit ? `Digit${key}` : key,
    windowsVirtualKeyCode: isDigit ? key.charCodeAt(0) : 13,
    text: isDigit ? key : '\r',
  }
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event })
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
}

/** Enters an ID into the box, without pressing Enter. */
type Entry = (cdp: CDPSession, id: string) => Promise<void>

const typing: Entry = async (cdp, id) => {
  for (const key of id) {
    await press(cdp, key)
    await sleep(keyMs)
  }
}

const pasting: Entry = async (cdp, id) => void (await cdp.send('Input.insertText', { text: id }))

/** Looks a chat up in an open console; returns the time from Enter until its participants are visible. */
async function lookUp({ page, cdp, traffic }: Tab, id: number, enter: Entry): Promise<number> {
  await page.evaluate((digits) => {
    window.watcher.expectRow(digits)
    const box = document.querySelector<HTMLInputElement>('[role="search"] input')
    box?.focus()
    box?.select()
  }, digitsOf(id))
  await enter(cdp, String(id))
  await press(cdp, 'Enter')
  const { visible } = await untilVisible(page, `Lookup of chat ${id}`)
  const enterPressed = await page.evaluate(() => window.watcher.enterPressed())
  await traffic.quiet(200, 2000)
  return visible - enterPressed
}

/** The duration of a lookup's request, measured by a script in the page. */
const roundTrip = async ({ page }: Tab, id: number): Promise<number> =>
  await page.evaluate(async (path) => {
    const started = performance.now()
    const response = await fetch(path)
    await response.text()
    return performance.now() - started
  }, `/api/partner/v2/chats/${id}`)

/** Looks chats up one after the other, in a console that shows a chat. */
export async function measureLookups(context: BrowserContext, url: string, profile: Profile): Promise<Lookups> {
  const tab = await openTab(context, profile, 45)
  await tab.page.goto(`${url}/chats/45`, { waitUntil: 'commit' })
  await untilVisible(tab.page, `console (${profile.name})`)
  await tab.page.evaluate(async () => await window.watcher.ready)
  await tab.traffic.quiet(idleMs, 5000)
  const times = { roundTrip: [] as number[], typed: [] as number[], pasted: [] as number[] }
  // Each lookup is of another chat, since the console caches chats.
  for (let run = -1, id = 2000; run < profile.runs; run++) {
    const [request, typed, pasted] = [
      await roundTrip(tab, id++),
      await lookUp(tab, id++, typing),
      await lookUp(tab, id++, pasting),
    ]
    if (run < 0) continue
    times.roundTrip.push(request)
    times.typed.push(typed)
    times.pasted.push(pasted)
  }
  await tab.page.close()
  return { roundTrip: median(times.roundTrip), typed: median(times.typed), pasted: median(times.pasted) }
}

/**
 * Types an ID as soon as a page of another chat has its box, and presses Enter.
 * @returns the milliseconds from Enter until the participants of the new chat are visible; null if the page was hydrated first,
 * as on a busy machine.
 */
export async function lookUpBeforeHydration(
  context: BrowserContext,
  url: string,
  profile: Profile,
  id: number,
): Promise<number | null> {
  const { page, cdp } = await openTab(context, profile, id)
  await page.goto(`${url}/chats/45`, { waitUntil: 'commit' })
  await page.locator('[role="search"] input').evaluate((box) => box instanceof HTMLInputElement && box.select())
  await cdp.send('Input.insertText', { text: String(id) })
  if (await page.evaluate(() => 'hydrated' in document.documentElement.dataset)) return null
  const entered = Date.now()
  await press(cdp, 'Enter')
  await page.waitForURL(`${url}/chats/${id}`, { waitUntil: 'commit' })
  const { visible } = await untilVisible(page, `Chat ${id}, typed before hydration`)
  const opened = await page.evaluate(() => performance.timeOrigin)
  await page.close()
  return opened + visible - entered
}
