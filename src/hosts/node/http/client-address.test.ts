import { expect, test } from 'vitest'

import { createArrivals } from './client-address.ts'

const arrive = (trusted: string[], remoteAddress: string, headers: Record<string, string> = {}) =>
  createArrivals(trusted)({ url: '/chats/45/../x', headers, socket: { remoteAddress } })

const forwarded = { 'x-forwarded-host': 'console.example.com', 'x-forwarded-for': '203.0.113.9' }

test('keeps the target as it stood in the request line', () => {
  expect(arrive([], '127.0.0.1')).toEqual({ target: '/chats/45/../x', address: '127.0.0.1' })
})

test('believes forwarded headers from a configured proxy', () => {
  for (const from of ['10.1.2.3', '::ffff:10.1.2.3'])
    expect(arrive(['10.0.0.0/8'], from, forwarded)).toMatchObject({
      host: 'console.example.com',
      address: '203.0.113.9',
    })
  expect(arrive(['fd00::/8'], 'fd00::1', forwarded)).toMatchObject({ address: '203.0.113.9' })
})

test('believes nobody else', () => {
  for (const trusted of [[], ['10.0.0.0/8'], ['192.168.1.1']])
    expect(arrive(trusted, '192.168.1.4', forwarded)).toEqual({ target: '/chats/45/../x', address: '192.168.1.4' })
})

test('takes the client from the nearest hop that is no proxy of ours, whatever the client wrote before it', () => {
  const chain = { 'x-forwarded-for': '1.1.1.1, 203.0.113.9, 10.0.0.7' }
  expect(arrive(['10.0.0.0/8'], '10.0.0.8', chain).address).toBe('203.0.113.9')
})

test('understands addresses with ports', () => {
  for (const [sent, address] of [
    ['203.0.113.9:4711', '203.0.113.9'],
    ['[2001:db8::1]:4711', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
  ] as const)
    expect(arrive(['10.0.0.0/8'], '10.0.0.8', { 'x-forwarded-for': sent }).address).toBe(address)
})

test('keeps the proxy’s own address when what it forwards is none', () => {
  expect(arrive(['10.0.0.0/8'], '10.0.0.8', { 'x-forwarded-for': 'unknown' }).address).toBe('10.0.0.8')
  expect(arrive(['10.0.0.0/8'], '10.0.0.8').address).toBe('10.0.0.8')
})
