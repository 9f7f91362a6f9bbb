import { expect, test } from 'vitest'

import { pageStates } from '../console/page-states.ts'
import { heldStates } from '../console/screenshot/fixed-states.ts'
import { heldSessions } from '../console/sign-in/fetch-session.ts'
import { samples } from './samples.ts'
import { shots } from './shots.ts'

const all = shots()

test('shows every state of every screen in both themes at every width', () => {
  // The gallery is no picture of itself.
  const { qa: _, ...views } = pageStates
  for (const [view, states] of Object.entries(views))
    for (const state of states) {
      const seen = all.filter((shot) => shot.view === view && shot.state === state)
      const combinations = new Set(seen.map(({ theme, viewport }) => `${theme} ${viewport.width}`))
      expect(combinations.size, `${view}: ${state}`).toBe(6)
    }
})

test('shows every state that a page can be held in, and every part that can be open', () => {
  for (const hold of [...heldStates, ...heldSessions])
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

test('shows every sample that looks like no other', () => {
  const shown = new Set(all.map(({ path }) => path.split('?', 1)[0]))
  expect(samples.map(({ id }) => id).filter((id) => !shown.has(`/chats/${id}`))).toEqual(['4291', '4293', '800', '801'])
})

test('has the shape that Lost Pixel reads, with a name of its own for each picture', () => {
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  for (const { name, path, viewport, waitBeforeScreenshot } of all) {
    expect(name).toMatch(/^[a-z0-9-]+$/)
    expect(path).toMatch(/^\/.*[?&]shot=1/)
    expect(Object.values(viewport).every(Number.isInteger)).toBe(true)
    expect(waitBeforeScreenshot).toBe(0)
  }
})
