import { expect, test } from 'vitest'

import { withServerConfig } from './static-routes.ts'

test('the page gets every character of an encoded setting', () => {
  const links = encodeURIComponent(JSON.stringify([{ name: 'Sam’s "CRM"', url: "https://e.com/('{phone}')!~*?$&=<>" }]))
  const html = withServerConfig('<meta name="linq-links" content="" />', {
    source: '',
    mask: '',
    'sign-in': '',
    links,
    support: '',
  })
  expect(html).toBe(`<meta name="linq-links" content="${links}" />`)
})
