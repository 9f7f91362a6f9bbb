import { expect, test } from 'vitest'

import { pageStates, searchFailures } from '../urls/page-states.ts'
import { fixedLookupStates, fixedSessions } from '../console/screenshot/fixed-states.ts'
import { samples } from './samples.ts'
import { v3Samples } from './v3-samples.ts'
import { shots } from './shots.ts'

const all = shots()

test('has every state of every screen in both themes at every width', () => {
  // /qa has no picture of itself.
  const { qa: _, ...views } = pageStates
  for (const [view, states] of Object.entries(views))
    for (const state of states) {
      const pictures = all.filter((shot) => shot.view === view && shot.state === state)
      const combinations = new Set(pictures.map(({ theme, viewport }) => `${theme} ${viewport.width}`))
      // A search fails on the page that a chat fails on, in other words.
      const isOfChat = view === 'find' && searchFailures.some((failure) => failure === state)
      expect(combinations.size, `${view}: ${state}`).toBe(isOfChat ? 2 : 6)
    }
})

test('has no state that its screen does not have', () => {
  const states: Record<string, readonly string[]> = pageStates
  for (const { name, view, state } of all) expect(states[view], name).toContain(state)
})

test('has every fixed state, and every menu and panel that can be open', () => {
  for (const hold of [...fixedLookupStates, ...fixedSessions])
    expect(
      all.some(({ path }) => new URLSearchParams(path.split('?')[1]).get('hold') === hold),
      hold,
    ).toBe(true)
  for (const part of ['help', 'copy', 'response', 'account'])
    expect(
      all.some(({ path }) => path.includes(`open=${part}`)),
      part,
    ).toBe(true)
})

test('has every sample that looks different from the others', () => {
  const shown = new Set(all.map(({ path }) => path.split('?', 1)[0]))
  const missing = (ids: string[]) => ids.filter((id) => !shown.has(`/chats/${id}`))
  expect(missing(samples.map(({ id }) => id))).toEqual(['4291', '4293', '800', '801'])
  expect(missing(v3Samples.map(({ id }) => id)).map((id) => id.slice(-3))).toEqual(['403', '404', '429', '500'])
})

test('has the format that Lost Pixel reads, with a unique name for each picture', () => {
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  for (const { name, path, viewport, waitBeforeScreenshot } of all) {
    expect(name).toMatch(/^[a-z0-9-]+$/)
    expect(path).toMatch(/^\/.*[?&]shot=1/)
    expect(Object.values(viewport).every(Number.isInteger)).toBe(true)
    expect(waitBeforeScreenshot).toBe(0)
  }
})
