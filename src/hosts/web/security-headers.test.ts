import { expect, test } from 'vitest'

import { devHeaders, type PageHeaderOptions, pageHeaders } from './security-headers.ts'

const live = { sandbox: false, strictTransport: 'max-age=1', frameAncestors: [] } satisfies PageHeaderOptions
const desk = 'https://desk.example.com'

/** The directives of a policy by their names. */
const policyOf = (headers: Record<string, string>) =>
  Object.fromEntries(
    (headers['content-security-policy'] ?? '').split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources.join(' ')]
    }),
  )

test('with live data no page may frame this one, and it frames none', () => {
  const headers = pageHeaders(live)
  expect(policyOf(headers)).toEqual({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'font-src': "'self'",
    'img-src': "'self'",
    'connect-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': "'none'",
  })
  expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'cross-origin-resource-policy': 'same-origin' })
})

test('with sandbox data the gallery frames the console’s own pages', () => {
  const headers = pageHeaders({ ...live, sandbox: true })
  expect(policyOf(headers)).toMatchObject({ 'frame-src': "'self'", 'frame-ancestors': "'self'" })
  expect(headers['x-frame-options']).toBe('SAMEORIGIN')
})

test('a named origin may frame the page, isolated or not, and the header that cannot name it is left out', () => {
  const headers = pageHeaders({ ...live, frameAncestors: [desk] })
  expect(policyOf(headers)['frame-ancestors']).toBe(desk)
  expect(policyOf(pageHeaders({ ...live, sandbox: true, frameAncestors: [desk] }))['frame-ancestors']).toBe(
    `'self' ${desk}`,
  )
  expect(headers['cross-origin-resource-policy']).toBe('cross-origin')
  expect(headers).not.toHaveProperty('x-frame-options')
})

test('sends Strict-Transport-Security only where people use https', () => {
  expect(pageHeaders(live)['strict-transport-security']).toBe('max-age=1')
  expect(pageHeaders({ ...live, strictTransport: null })).not.toHaveProperty('strict-transport-security')
})

test('in development only scripts, styles and a worker of Vite’s are allowed in addition', () => {
  const headers = pageHeaders(live)
  const { 'trusted-types': _, 'require-trusted-types-for': __, ...kept } = policyOf(headers)
  expect(policyOf(devHeaders(headers, 'abc'))).toEqual({
    ...kept,
    'script-src': "'self' 'nonce-abc'",
    'style-src': "'self' 'nonce-abc'",
    'worker-src': 'blob:',
  })
  expect({ ...devHeaders(headers, 'abc'), 'content-security-policy': '' }).toEqual({
    ...headers,
    'content-security-policy': '',
  })
})
