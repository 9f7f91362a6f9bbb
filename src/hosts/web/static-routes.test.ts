import { expect, test } from 'vitest'

import { answerStaticRoute, withServerConfig } from './static-routes.ts'

test('the page gets every character of an encoded setting', () => {
  const links = encodeURIComponent(JSON.stringify([{ name: 'Sam’s "CRM"', url: "https://e.com/('{phone}')!~*?$&=<>" }]))
  const html = withServerConfig('<meta name="linq-links" content="" />', {
    source: '',
    mask: '',
    'sign-in': '',
    links,
    support: '',
    find: '',
  })
  expect(html).toBe(`<meta name="linq-links" content="${links}" />`)
})

test('a redirect, whose address may have a text that a person submitted, is stored nowhere', () => {
  const config = { source: 'sandbox', mask: '', 'sign-in': '', links: '', support: '', find: '' }
  const target = '//?text=%2B12025550123'
  expect(answerStaticRoute({ method: 'GET', target, origin: 'http://localhost', config, headers: {} })).toEqual({
    status: 308,
    headers: { location: '/?text=%2B12025550123', 'cache-control': 'no-store' },
    body: null,
  })
})
