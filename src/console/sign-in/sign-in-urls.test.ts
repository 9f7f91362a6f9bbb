import { expect, test } from 'vitest'

import { signInUrl } from './sign-in-urls.ts'

test('encodes the whole address as one parameter', () => {
  const url = new URL(signInUrl('/chats?ids=45,46&mask=1'), 'http://127.0.0.1')
  expect([...url.searchParams]).toEqual([['return', '/chats?ids=45,46&mask=1']])
  expect(signInUrl('/chats/45', true)).toBe('/auth/sign-in?return=%2Fchats%2F45&switch=1')
})
