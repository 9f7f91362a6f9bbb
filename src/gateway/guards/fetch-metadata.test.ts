import { expect, test } from 'vitest'

import { isCrossSite } from './fetch-metadata.ts'

const from = (headers: Record<string, string>) => isCrossSite(new Headers(headers), '127.0.0.1:8080')

test.each([
  {},
  { 'sec-fetch-site': 'same-origin' },
  { 'sec-fetch-site': 'none' },
  { 'sec-fetch-site': 'same-origin', origin: 'null' },
  { origin: 'http://127.0.0.1:8080' },
])('accepts %j', (headers) => {
  expect(from(headers)).toBe(false)
})

test.each([
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'same-origin, cross-site' },
  { origin: 'http://127.0.0.1:3000' },
  { origin: 'null' },
])('refuses %j', (headers) => {
  expect(from(headers)).toBe(true)
})
