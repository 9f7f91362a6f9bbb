import { expect, test } from 'vitest'

import { isTooLong, returnPath } from './return-path.ts'

test.each([
  ['/', '/'],
  ['/?theme=dark', '/?theme=dark'],
  ['/chats/45', '/chats/45'],
  ['/chats/45?mask=1&tz=Asia/Kolkata', '/chats/45?mask=1&tz=Asia/Kolkata'],
  ['/chats?ids=45,46', '/chats?ids=45,46'],
  ['/qa?find=rate', '/qa?find=rate'],
  ['/chats', '/chats'],
  ['/chats/%E2%9C%93', '/chats/%E2%9C%93'],
  ['/chats/45#participants', '/chats/45'],
  ['/chats/../qa', '/qa'],
  [`/chats/${'4'.repeat(993)}`, `/chats/${'4'.repeat(993)}`],
])('leads back to %s', (path, back) => {
  expect(returnPath(path)).toBe(back)
})

test.each([
  null,
  '',
  'chats/45',
  '//evil.test/chats',
  '///evil.test',
  String.raw`/\evil.test`,
  String.raw`\\evil.test`,
  'https://evil.test/chats',
  'javascript:alert(1)',
  'data:text/html,x',
  '/\t/evil.test',
  '/\n/evil.test/chats',
  '/%0d%0aLocation: x',
  '/auth/sign-out',
  '/auth/sign-in?return=/chats',
  '/api/partner/v2/chats/45',
  '/sign-in',
  '/chatsevil',
  '/CHATS/45',
  '/chats/45/more',
  '/qa/shots.json',
  '/nowhere',
  '/chats/../auth/sign-out',
  '/chats/../../..//evil.test',
  `/chats/${'4'.repeat(994)}`,
  // Few characters as typed, but six bytes for each when percent-encoded.
  `/chats?find=${'é'.repeat(170)}`,
  '/chats/45\u202e',
])('leads back to the lookup instead of %j', (path) => {
  expect(returnPath(path)).toBe('/')
})

test('refuses a path that is too long to lead back to', () => {
  expect([`/chats?ids=${'1'.repeat(989)}`, `/chats?ids=${'1'.repeat(990)}`].map(isTooLong)).toEqual([false, true])
})
