import { expect, test } from 'vitest'

import { isTooLong, returnPath, signInUrl } from './sign-in-urls.ts'

test.each([
  '/',
  '/?theme=dark',
  '/chats',
  '/chats/45',
  '/chats/45?tz=Asia/Kolkata&mask=1',
  '/chats?ids=45,46,47',
  '/chats/%E2%9C%93',
  '/qa?in=dark',
])('comes back to %s', (path) => {
  expect(returnPath(path)).toBe(path)
})

test.each([
  null,
  '',
  'chats/45',
  'https://evil.example/',
  'javascript:alert(1)',
  'data:text/html,x',
  '//evil.example/chats',
  '//evil.example',
  '/\\evil.example/chats',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example/chats',
  '/chats/..//evil.example',
  '/chats/../../etc',
  '/chats/45/more',
  '/chatsome',
  '/CHATS/45',
  '/sign-in',
  '/auth/sign-out',
  '/api/partner/v2/chats/45',
  '/nowhere',
])('does not come back to %j', (path) => {
  expect(returnPath(path)).toBe('/')
})

test('takes the whole address along to the sign-in, as one parameter', () => {
  const url = new URL(signInUrl('/chats?ids=45,46&mask=1'), 'http://127.0.0.1')
  expect([...url.searchParams]).toEqual([['return', '/chats?ids=45,46&mask=1']])
  expect(signInUrl('/chats/45', true)).toBe('/auth/sign-in?return=%2Fchats%2F45&switch=1')
})

test('knows which address the server would not take along', () => {
  expect([isTooLong(`/chats?ids=${'1'.repeat(989)}`), isTooLong(`/chats?ids=${'1'.repeat(990)}`)]).toEqual([
    false,
    true,
  ])
})
