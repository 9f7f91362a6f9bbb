import { expect, test } from 'vitest'

import { createConnectionInfo } from './client-address.ts'

const host = 'console.internal:8080'
const infoOf = (trusted: string[], remoteAddress: string, headers: Record<string, string> = {}) =>
  createConnectionInfo(trusted)(remoteAddress, new Headers({ host, ...headers }))

const forwarded = { 'x-forwarded-host': 'console.example.com', 'x-forwarded-for': '203.0.113.9' }

test('trusts forwarded headers from a configured proxy', () => {
  const client = { host: 'console.example.com', address: '203.0.113.9' }
  for (const from of ['10.1.2.3', '::ffff:10.1.2.3']) expect(infoOf(['10.0.0.0/8'], from, forwarded)).toEqual(client)
  expect(infoOf(['fd00::/8'], 'fd00::1', forwarded)).toEqual(client)
})

test('ignores them from any other address', () => {
  for (const trusted of [[], ['10.0.0.0/8'], ['192.168.1.1']])
    expect(infoOf(trusted, '192.168.1.4', forwarded)).toEqual({ host, address: '192.168.1.4' })
})

test('takes the nearest hop that is not a trusted proxy, and ignores hops that the client added', () => {
  const chain = { 'x-forwarded-for': '1.1.1.1, 203.0.113.9, 10.0.0.7' }
  expect(infoOf(['10.0.0.0/8'], '10.0.0.8', chain).address).toBe('203.0.113.9')
})

test('reads addresses with ports', () => {
  for (const [sent, address] of [
    ['203.0.113.9:4711', '203.0.113.9'],
    ['[2001:db8::1]:4711', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
  ] as const)
    expect(infoOf(['10.0.0.0/8'], '10.0.0.8', { 'x-forwarded-for': sent }).address).toBe(address)
})

test('an address with any byte around it but spaces and tabs is none', () => {
  for (const [sent, address] of [
    [' \t203.0.113.9\t ', '203.0.113.9'],
    ['\u00A0203.0.113.9', '10.0.0.8'],
  ] as const)
    expect(infoOf(['10.0.0.0/8'], '10.0.0.8', { 'x-forwarded-for': `1.1.1.1,${sent}` }).address).toBe(address)
})

test('keeps the proxy’s own address and host without usable forwarded headers', () => {
  for (const headers of [{ 'x-forwarded-for': 'unknown' }, {}])
    expect(infoOf(['10.0.0.0/8'], '10.0.0.8', headers)).toEqual({ host, address: '10.0.0.8' })
})

test('has no address for a closed connection', () => {
  expect(createConnectionInfo([])(undefined, new Headers())).toEqual({ host: '', address: null })
})
