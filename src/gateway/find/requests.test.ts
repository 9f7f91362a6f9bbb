// Which requests of `POST /api/find` are refused, all without asking Linq.
import { expect, onTestFinished, test, vi } from 'vitest'

import { readFailure } from '../../linq/failure.ts'
import { documentedV3Chat } from '../../linq/v3/example.ts'
import { notAddresses } from '../../linq/testing.ts'
import { setUp as setUpGateway } from '../testing.ts'
import { codeOf, handle, one, setUp } from './testing.ts'

const valid = JSON.stringify({ handle })

test.each([
  ['no body', null],
  ['an empty body', ''],
  ['no JSON', 'handle=%2B12025550102'],
  ['a cut text', '{"handle":"+12025550102"'],
  ['more after it', `${valid}{}`],
  ['a text', '"+12025550102"'],
  ['a list', '[{"handle":"+12025550102"}]'],
  ['null', 'null'],
  ['no members', '{}'],
  ['no handle', '{"cursor":"x"}'],
  ['a number as handle', '{"handle":12025550102}'],
  ['null as handle', '{"handle":null}'],
  ['a list as handle', '{"handle":["+12025550102"]}'],
  ['an object as handle', '{"handle":{"a":"b"}}'],
  ['a number as cursor', '{"handle":"+12025550102","cursor":20}'],
  ['null as cursor', '{"handle":"+12025550102","cursor":null}'],
  ['an unknown member', '{"handle":"+12025550102","limit":"1"}'],
  ['a member of the prototype', '{"handle":"+12025550102","__proto__":"x"}'],
  ['Linq’s own parameter', '{"handle":"+12025550102","from":"+12025550101"}'],
  ['a name in capitals', '{"Handle":"+12025550102"}'],
  ['the same member twice', '{"handle":"+12025550102","handle":"+12025550102"}'],
  ['two handles', '{"handle":"+12025550101","handle":"+12025550102"}'],
  ['two handles of two types', '{"handle":1,"handle":"+12025550102"}'],
  ['two handles, one name escaped', String.raw`{"h\u0061ndle":"+12025550101","handle":"+12025550102"}`],
  ['bytes that are not UTF-8', Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d)],
  ['a byte order mark', `\ufeff${valid}`],
  ['a form', new URLSearchParams({ handle })],
])('refuses %s', async (_, body) => {
  const { post, asked, audited } = setUp(one)
  const response = await post(body)
  expect([response.status, await codeOf(response)]).toEqual([400, 'bad_request'])
  expect([asked, audited]).toEqual([[], []])
})

test.each(['45', '12025550102', '+1 202 555 0102', '+12025550102\n', '+12025550102&from=x', '*', ...notAddresses])(
  'refuses the handle %j, and repeats it nowhere',
  async (text) => {
    const { search, asked, audited, lines } = setUp(one)
    const response = await search({ handle: text })
    const body = await response.text()
    expect([response.status, readFailure(body)?.code]).toEqual([400, 'invalid_handle'])
    expect([asked, audited]).toEqual([[], []])
    if (text.length > 4) expect(body + JSON.stringify(lines)).not.toContain(text)
  },
)

test.each([
  undefined,
  '',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json-patch+json',
  'application/json; charset=utf-16',
  'application/json, text/plain',
  'application/jsonp',
])('refuses the content type %j', async (type) => {
  const { ask, asked } = setUp(one)
  const body = new Blob([valid])
  const response = await ask('/api/find', {
    method: 'POST',
    body,
    headers: type === undefined ? {} : { 'content-type': type },
  })
  expect([response.status, await codeOf(response)]).toEqual([415, 'bad_request'])
  expect(asked).toEqual([])
})

test.each([
  'application/json',
  'Application/JSON',
  'application/json; charset=utf-8',
  'application/json;charset="UTF-8"',
])('accepts the content type %j', async (type) => {
  expect((await setUp(one).post(valid, { 'content-type': type })).status).toBe(200)
})

test('refuses an encoded body', async () => {
  const response = await setUp(one).post(valid, { 'content-encoding': 'gzip' })
  expect([response.status, await codeOf(response)]).toEqual([415, 'bad_request'])
})

/** A body in chunks, without a length. */
const inChunks = (text: string, size = 100) =>
  new ReadableStream({
    start: (controller) => {
      for (let at = 0; at < text.length; at += size)
        controller.enqueue(new TextEncoder().encode(text.slice(at, at + size)))
      controller.close()
    },
  })

test('accepts 1,024 bytes, also in chunks, and refuses one more', async () => {
  const { post, asked } = setUp(one)
  const largest = valid.replace('{', `{${' '.repeat(1024 - valid.length)}`)
  expect((await post(largest)).status).toBe(200)
  expect((await post(inChunks(largest))).status).toBe(200)
  for (const body of [`${largest} `, inChunks(`${largest} `), inChunks('x'.repeat(100_000))]) {
    const response = await post(body)
    expect([response.status, await codeOf(response)]).toEqual([413, 'bad_request'])
  }
  expect(asked).toHaveLength(2)
})

test('receives no more of an endless body than its bound', async () => {
  let pulled = 0
  const endless = new ReadableStream(
    {
      pull: (controller) => {
        pulled += 1
        controller.enqueue(new Uint8Array(256))
      },
    },
    { highWaterMark: 0 },
  )
  expect((await setUp(one).post(endless)).status).toBe(413)
  expect(pulled).toBeLessThan(10)
})

test('a body that does not arrive is not waited for', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const cancelled = vi.fn<() => void>()
  const { post, asked } = setUp(one)
  const answer = post(new ReadableStream({ cancel: cancelled }))
  await vi.advanceTimersByTimeAsync(5000)
  const response = await answer
  expect([response.status, await codeOf(response)]).toEqual([408, 'bad_request'])
  expect(cancelled).toHaveBeenCalledOnce()
  expect([asked, vi.getTimerCount()]).toEqual([[], 0])
})

test('a body that breaks off leaves nothing', async () => {
  const { post, lines, asked } = setUp(one)
  const response = await post(new ReadableStream({ start: (controller) => controller.error(new Error('reset')) }))
  expect([response.status, lines[0]?.code, asked]).toEqual([499, 'client_left', []])
})

test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'get', 'post'])('refuses %s', async (method) => {
  const { ask, asked } = setUp(one)
  const sendsBody = !/^(?:get|head)$/i.test(method)
  const response = await ask('/api/find', { method, ...(sendsBody && { body: valid }) })
  // Fetch writes both in capitals.
  if (method === 'post') expect(response.status).toBe(415)
  else expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  expect(asked).toEqual([])
})

test.each([
  '/api/find?handle=%2B12025550102',
  '/api/find?',
  '/api/find/',
  '/api/find#x',
  '/api//find',
  '/API/find',
  '/api/find;x',
  '/api/./find',
  '/api/%66ind',
])('knows no %s', async (target) => {
  const { ask, asked } = setUp(one)
  const headers = { 'content-type': 'application/json' }
  expect((await ask(target, { method: 'POST', body: valid, headers })).status).toBe(404)
  expect(asked).toEqual([])
})

test.each([
  {},
  { origin: 'http://console.test' },
  { origin: 'https://CONSOLE.test', 'sec-fetch-site': 'same-origin' },
  { 'sec-fetch-site': 'same-origin' },
])('accepts a search with %j', async (headers) => {
  expect((await setUp(one).post(valid, headers)).status).toBe(200)
})

test.each([
  { origin: 'null' },
  { origin: 'null', 'sec-fetch-site': 'same-origin' },
  { origin: 'https://evil.test', 'sec-fetch-site': 'same-origin' },
  { origin: 'https://console.test.evil.test' },
  { origin: 'https://console.test:8443', 'sec-fetch-site': 'none' },
  { origin: 'http://console.test, http://evil.test' },
  { origin: '' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'cross-site', origin: 'http://console.test' },
])('refuses a search with %j', async (headers: Record<string, string>) => {
  const { post, asked } = setUp(one)
  const response = await post(valid, headers)
  expect([response.status, await codeOf(response)]).toEqual([403, 'forbidden'])
  expect(asked).toEqual([])
})

test('refuses a search for another host', async () => {
  const { ask, asked } = setUp(one)
  const init = { method: 'POST', body: valid, headers: { 'content-type': 'application/json' } }
  expect((await ask('/api/find', init, { host: 'evil.test' })).status).toBe(421)
  expect(asked).toEqual([])
})

test('no method on Linq’s own path of the list reaches Linq', async () => {
  const { ask, asked } = setUp(one)
  for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])
    for (const target of ['/api/partner/v3/chats', '/api/partner/v3/chats?to=%2B12025550102', '/api/partner/v2/chats'])
      expect((await ask(target, { method, headers: { 'content-type': 'application/json' } })).status).toBe(404)
  expect(asked).toEqual([])
})

test('whatever is searched for, Linq gets a GET', async () => {
  const { search, asked } = setUp(one)
  for (const text of [handle, 'ann@example.com', 'x', '+1', 'a@b.co']) await search({ handle: text })
  expect(asked.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET'])
})

test('says that it is off, and reads no body then', async () => {
  const { ask, asked } = setUpGateway(() => Response.json(documentedV3Chat))
  const response = await ask('/api/find', { method: 'POST', body: 'x'.repeat(5000) })
  const failure = readFailure(await response.text())
  expect([response.status, failure?.code]).toEqual([403, 'find_off'])
  expect(failure?.detail).toContain('FIND=on')
  expect(asked).toEqual([])
})
