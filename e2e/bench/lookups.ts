import { setTimeout as sleep } from 'node:timers/promises'

import type { BrowserContext, CDPSession } from '@playwright/test'

import type { Profile } from './profiles.ts'
import { median } from './report.ts'
import { digitsOf, openTab, seen, still, type Tab } from './tab.ts'

/** How long somebody who types takes for a key, in milliseconds. */
export const keyMs = 120

/** One frame, in milliseconds. */
export const frameMs = 1000 / 60

/** How lookups went in a console that is open already, medians in milliseconds. */
export interface Lookups {
  /** What nobody can be faster than who asks at Enter: one request by the same tab, and a frame to draw it. */
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

/** How an id gets into the box, up to the moment of Enter. */
type Entry = (cdp: CDPSession, id: string) => Promise<void>

const typing: Entry = async (cdp, id) => {
  for (const key of id) {
    await press(cdp, key)
    await sleep(keyMs)
  }
}

const pasting: Entry = async (cdp, id) => void (await cdp.send('Input.insertText', { text: id }))

/** Looks a chat up in the box of an open console; returns the time from Enter to its participants. */
async function lookUp({ page, cdp, traffic }: Tab, id: number, enter: Entry): Promise<number> {
  await page.evaluate((digits) => {
    window.watcher.expect(digits)
    const box = document.querySelector<HTMLInputElement>('[role="search"] input')
    box?.focus()
    box?.select()
  }, digitsOf(id))
  await enter(cdp, String(id))
  await press(cdp, 'Enter')
  const { visible } = await seen(page, `Lookup of chat ${id}`)
  const entered = await page.evaluate(() => window.watcher.entered())
  await traffic.quiet(200, 2000)
  return visible - entered
}

/** The time of a lookup's request alone, as the page's own script sees it. */
const roundTrip = async ({ page }: Tab, id: number): Promise<number> =>
  await page.evaluate(async (path) => {
    const began = performance.now()
    const answer = await fetch(path)
    await answer.text()
    return performance.now() - began
  }, `/api/partner/v2/chats/${id}`)

/** Looks chats up, one after the other, in a console that shows a chat already. */
export async function measureLookups(context: BrowserContext, url: string, profile: Profile): Promise<Lookups> {
  const tab = await openTab(context, profile, 45)
  await tab.page.goto(`${url}/chats/45`, { waitUntil: 'commit' })
  await seen(tab.page, `console (${profile.name})`)
  await tab.page.evaluate(async () => await window.watcher.ready)
  await tab.traffic.quiet(still, 5000)
  const times = { roundTrip: [] as number[], typed: [] as number[], pasted: [] as number[] }
  // Each chat is new to the console, which may keep what it knows.
  for (let run = -1, id = 2000; run < profile.runs; run++) {
    const [alone, typed, pasted] = [
      await roundTrip(tab, id++),
      await lookUp(tab, id++, typing),
      await lookUp(tab, id++, pasting),
    ]
    if (run < 0) continue
    times.roundTrip.push(alone)
    times.typed.push(typed)
    times.pasted.push(pasted)
  }
  await tab.page.close()
  return { roundTrip: median(times.roundTrip), typed: median(times.typed), pasted: median(times.pasted) }
}
