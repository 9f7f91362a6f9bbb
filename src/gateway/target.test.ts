import { expect, test } from 'vitest'

import { isGatewayTarget, methodsOf, parseTarget } from './target.ts'

test.each([
  ['/api/partner/v2/chats/45', '45'],
  ['/api/partner/v2/chats/0045', '45'],
  ['/api/partner/v2/chats/9223372036854775807', '9223372036854775807'],
  ['/api/partner/v2/chats/45?any=thing', '45'],
  ['/api/partner/v3/chats/0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11', '0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11'],
  ['/api/partner/v3/chats/0B8F5CDE-7F0B-4A1E-9F43-8E7A4E2F6C11', '0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11'],
  ['/api/partner/v3/chats/0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11?to=%2B1', '0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11'],
])('reads %s as a lookup', (target, id) => {
  expect(parseTarget(target)).toEqual({ kind: 'chat', id })
})

test.each([
  '/api/partner/v2/chats/find',
  '/api/partner/v2/chats/0',
  '/api/partner/v2/chats/9223372036854775808',
  '/api/partner/v2/chats/45%00',
  '/api/partner/v2/chats/45%2ffind',
  '/api/partner/v2/chats/..',
  '/api/partner/v2/chats/%2e%2e',
  '/api/partner/v2/chats/45;find',
  '/api/partner/v2/chats/4 5',
  '/api/partner/v2/chats/45\n',
  // An id of the other version of the API.
  '/api/partner/v2/chats/0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11',
  '/api/partner/v3/chats/45',
  '/api/partner/v3/chats/0b8f5cde7f0b4a1e9f438e7a4e2f6c11',
  '/api/partner/v3/chats/{0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11}',
  '/api/partner/v3/chats/urn:uuid:0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11',
  '/api/partner/v3/chats/0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11%2fmessages',
  '/api/partner/v3/chats/0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11%00',
  '/api/partner/v3/chats/..',
])('reads %s as an invalid id', (target) => {
  expect(parseTarget(target)).toEqual({ kind: 'invalid-id' })
})

test.each([
  '/api/partner/v2/chats/45/',
  '/api/partner/v2/chats/45/chat_messages',
  '/api/partner/v2/chats/45/../find',
  '/api/partner/v2/chats/../chats/45',
  String.raw`/api/partner/v2/chats/45\..\find`,
  '/api/partner/v2/chats',
  '/api/partner/v2/chats/',
  '/api//partner/v2/chats/45',
  '//api/partner/v2/chats/45',
  '/API/partner/v2/chats/45',
  '/api/partner/v2/phone_numbers',
  '/api/partner/v3/chats',
  '/api/partner/v3/chats?to=%2B12025550101',
  '/api/partner/v3/chats/0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11/messages',
  '/api/partner/v3/chats/0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11/../../chats',
  '/api/partner/v3/phone_numbers',
  '/api/partner/v1/chats/45',
  '/api/partner/v4/chats/0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11',
  '/api/partner/v23/chats/45',
  '/api/partner/v2/chats/45#x',
  'http://127.0.0.1:8080/api/partner/v2/chats/45',
  '',
])('knows no %j', (target) => {
  expect(parseTarget(target)).toEqual({ kind: 'unknown' })
})

test('reads a search by its exact path alone, without a query', () => {
  expect(parseTarget('/api/find')).toEqual({ kind: 'find' })
  for (const target of [
    '/api/find?',
    '/api/find?handle=1',
    '/api/find#',
    '/api/find/',
    '/api/finds',
    '/API/find',
    '//api/find',
  ])
    expect(parseTarget(target)).toEqual({ kind: 'unknown' })
})

/** The targets that take a method. */
const taking = (method: string) =>
  [
    '/api/find',
    '/auth/sign-out',
    '/auth/frame',
    '/auth/sign-in',
    '/auth/callback',
    '/auth/session',
    '/api/partner/v2/chats/45',
    '/api/partner/v3/chats/0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11',
    '/api/partner/v3/chats',
    '/api/partner/v2/chats/find',
    '/healthz',
    '/readyz',
    '/version',
  ].filter((target) => methodsOf(parseTarget(target)).includes(method))

test('only a search, and what begins or ends a session, takes a POST; a chat never does', () => {
  expect(taking('POST')).toEqual(['/api/find', '/auth/sign-out', '/auth/frame'])
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'get', '']) expect(taking(method)).toEqual([])
})

test('owns everything under /api and the health check, and no page', () => {
  expect(
    ['/api', '/api/x', '/api?x', '/API/x', '/healthz', '/healthz?x', '/version', '/version?x'].map(isGatewayTarget),
  ).not.toContain(false)
  expect(['/', '/chats/45', '/apis', '/healthzz', '/versions', 'http://x/api'].map(isGatewayTarget)).not.toContain(true)
})
