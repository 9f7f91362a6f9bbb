import { expect, test } from 'vitest'

import { hostCheck, isLoopbackHost } from './own-host.ts'

test.each([
  '127.0.0.1:8080',
  'localhost:8080',
  'LOCALHOST:8080',
  'console.localhost:8080',
  '[::1]:8080',
  '127.1.2.3:8080',
])('recognises %s as this machine', (host) => {
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
])('does not recognise %j as this machine', (host) => {
  expect(isLoopbackHost(host, 8080)).toBe(false)
})

test('reads a host without a port as port 80', () => {
  expect(isLoopbackHost('localhost', 80)).toBe(true)
})

test.each(['console.example.com', 'Console.Example.com', 'console.example.com:443'])(
  'recognises %s as its own',
  (host) => {
    expect(hostCheck('https://console.example.com')(host)).toBe(true)
  },
)

test.each([
  '',
  'example.com',
  'console.example.com:80',
  'console.example.com.evil.test',
  'console.example.com, evil.test',
])('does not recognise %j as https://console.example.com', (host) => {
  expect(hostCheck('https://console.example.com')(host)).toBe(false)
})

test('compares a port that is not the default one', () => {
  expect(hostCheck('http://127.0.0.1:9000')('127.0.0.1:9000')).toBe(true)
  expect(hostCheck('http://127.0.0.1:9000')('127.0.0.1')).toBe(false)
})
