import { expect, test } from 'vitest'

import { readStrictTransport, siteOf } from './network.ts'

const https = 'https://console.example.com'

test('Strict-Transport-Security is for this host alone, unless a setting names more', () => {
  expect(readStrictTransport({}, https)).toBe('max-age=63072000')
  expect(readStrictTransport({ HSTS: 'includeSubDomains' }, https)).toBe('max-age=63072000; includeSubDomains')
  // What hstspreload.org requires of a domain.
  expect(readStrictTransport({ HSTS: 'preload' }, https)).toBe('max-age=63072000; includeSubDomains; preload')
})

test('there is none where people do not use https', () => {
  expect(readStrictTransport({}, null)).toBeNull()
  expect(readStrictTransport({}, 'http://127.0.0.1:8080')).toBeNull()
})

test.each([
  ['', https, /HSTS is "".*includeSubDomains or preload/],
  ['max-age=0', https, /HSTS is "max-age=0"/],
  ['constructor', https, /HSTS is "constructor"/],
  ['preload', 'http://127.0.0.1:8080', /PUBLIC_ORIGIN is not an https origin/],
  ['preload', null, /PUBLIC_ORIGIN is not an https origin/],
])('refuses HSTS=%s on %s', (text, origin, message) => {
  expect(() => readStrictTransport({ HSTS: text }, origin)).toThrow(message)
})

test.each([
  ['https://console.example.com', 'https://desk.example.com:8443', true],
  ['https://console.example.com', 'http://desk.example.com', false],
  ['https://console.example.co.uk', 'https://desk.other.co.uk', false],
  // Customers of one provider, by the list of public suffixes.
  ['https://console.github.io', 'https://desk.github.io', false],
  ['https://console.localhost', 'https://desk.localhost', false],
  ['http://localhost:1', 'http://localhost:2', true],
  ['http://127.0.0.1:1', 'http://127.0.0.1:2', true],
  ['http://127.0.0.1', 'http://localhost', false],
  ['http://[::1]:1', 'http://[::1]:2', true],
])('%s and %s are of one site: %s', (one, other, same) => {
  expect(siteOf(one) === siteOf(other)).toBe(same)
})
