import { expect, test } from 'vitest'

import { isFromElsewhere, isLoopbackHost } from './guards.ts'

test.each([
  '127.0.0.1:8080',
  'localhost:8080',
  'LOCALHOST:8080',
  'console.localhost:8080',
  '[::1]:8080',
  '127.1.2.3:8080',
])('answers to %s', (host) => {
  expect(isLoopbackHost(host, 8080)).toBe(true)
})

test.each([
  '',
  'example.com:8080',
  'localhost.example.com:8080',
  '127.0.0.1.example.com:8080',
  '127.0.0.1:8081',
  '127.0.0.1',
  '127.0.0.1:8080, example.com',
  '127.0.0.1:8080,127.0.0.1:8080',
  'user@127.0.0.1:8080',
  '127.0.0.1:8080/x',
  '127.0.0.1:08080x',
  '[::1:8080',
  '10.0.0.1:8080',
])('does not answer to %j', (host) => {
  expect(isLoopbackHost(host, 8080)).toBe(false)
})

test('takes a host without a port for port 80', () => {
  expect(isLoopbackHost('localhost', 80)).toBe(true)
})

const from = (headers: Record<string, string>) => isFromElsewhere(new Headers({ host: '127.0.0.1:8080', ...headers }))

test.each([{}, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, { origin: 'http://127.0.0.1:8080' }])(
  'lets %j through',
  (headers) => {
    expect(from(headers)).toBe(false)
  },
)

test.each([
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'same-origin, cross-site' },
  { origin: 'http://127.0.0.1:3000' },
  { origin: 'null' },
])('refuses %j', (headers) => {
  expect(from(headers)).toBe(true)
})
