import { screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { open } from '../testing.tsx'

// The test's document has no fonts and pictures to wait for.
vi.mock('../screenshot/mark-ready.ts', () => ({ markReady: () => {} }))

const setting = document.createElement('meta')
setting.name = 'linq-sign-in'
setting.content = 'oidc'
beforeEach(() => document.head.append(setting))
afterEach(() => setting.remove())

const main = () => document.querySelector('main')

test.each([
  ['expired', 'This sign-in has expired'],
  ['no_cookie', 'The cookie of this sign-in is missing'],
  ['refused', 'Sign-in was not completed'],
  ['invalid', 'The sign-in could not be verified'],
  ['unavailable', 'Sign-in is unavailable'],
  ['another', 'Sign-in failed'],
])('a failed sign-in (%s) gives its reason, and its new attempt keeps the return path', async (problem, heading) => {
  await open(`/sign-in?problem=${problem}&return=${encodeURIComponent('/chats/45?mask=1')}`)
  expect(await screen.findByRole('heading', { name: heading, level: 1 })).toBeTruthy()
  expect(main()?.dataset).toMatchObject({ view: 'sign-in', state: 'failed' })
  expect(document.title).toBe(`${heading} · Chat console`)
  const tryAgain = screen.getByRole('link', { name: 'Try again' })
  expect(tryAgain.getAttribute('href')).toBe('/auth/sign-in?return=%2Fchats%2F45%3Fmask%3D1')
})

test.each([
  ['azp', 'The response was issued for another application.'],
  ['iat', 'The clocks of your organisation’s sign-in and of this console may differ by more than a minute.'],
  ['weak_key', 'The response is not signed by a key that this console accepts.'],
  ['typ', 'The response is for another purpose than a sign-in.'],
  // A reason that no table of reasons has.
  ['constructor', 'did not pass the security checks'],
])('a response that could not be verified says why: %s', async (reason, words) => {
  await open(`/sign-in?problem=invalid&return=%2Fchats%2F45&reason=${reason}`)
  expect(await screen.findByRole('heading', { name: 'The sign-in could not be verified' })).toBeTruthy()
  expect(main()?.textContent).toContain('did not pass the security checks')
  expect(main()?.textContent).toContain(words)
})
