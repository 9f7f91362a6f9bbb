// The rules by which the HTTP Observatory (MDN's check of a site's headers) gives bonus points, applied to the headers and the
// page of the build. Its score starts at 100; its other rules only subtract.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { readStrictTransport } from '../../src/hosts/settings/network.ts'
import { pageHeaders } from '../../src/hosts/web/security-headers.ts'
import { readTemplate } from '../../src/hosts/web/html-template.ts'
import { root } from '../support/servers.ts'

const client = join(root, 'dist/client')
const html = readFileSync(join(client, 'index.html'), 'utf8')
const { inline, after } = await readTemplate(html, {
  source: 'https://linq.test',
  mask: '',
  'sign-in': '',
  links: '',
  support: '',
  find: '',
})
const strictTransport = readStrictTransport({}, 'https://console.example.com')
const headers = pageHeaders({ sandbox: false, strictTransport, frameAncestors: [], inline })

const policy = new Map(
  (headers['content-security-policy'] ?? '').split(';').map((directive) => {
    const [name = '', ...sources] = directive.trim().split(/\s+/)
    return [name, sources]
  }),
)
const sourcesOf = (directive: string) => policy.get(directive) ?? policy.get('default-src') ?? ['*']
const tooPermissive = /^(?:'unsafe-.*'|data:|blob:|\*|https?:(?:\/\/\*.*)?|http:.*|ftp:.*)$/

/** The scripts and stylesheets that the page loads, with their paths and integrity hashes. */
const tags = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)]
  .map(([tag]) => ({
    tag,
    path: /\s(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? '',
    hash: /\sintegrity="([^"]+)"/.exec(tag)?.[1],
  }))
  .filter(({ tag, path }) => (tag.startsWith('<script') && path !== '') || tag.includes('rel="stylesheet"'))

const hstsSeconds = Number(/(?:^|;)\s*max-age=(\d+)/.exec(headers['strict-transport-security'] ?? '')?.[1] ?? 0)

/** The bonus points of the page, by rule. */
const bonus = {
  'content-security-policy':
    sourcesOf('default-src').join(' ') === "'none'" &&
    ['script-src', 'style-src', 'object-src', 'img-src', 'connect-src'].every(
      (directive) => !sourcesOf(directive).some((source) => tooPermissive.test(source)),
    ) &&
    ["'self'", "'none'"].includes(sourcesOf('form-action').join(' '))
      ? 10
      : 0,
  'cross-origin-resource-policy': /^same-(?:origin|site)$/.test(headers['cross-origin-resource-policy'] ?? '') ? 10 : 0,
  'frame-ancestors': policy.has('frame-ancestors') ? 5 : 0,
  'referrer-policy': /^(?:no-referrer|same-origin|strict-origin(?:-when-cross-origin)?)$/.test(
    headers['referrer-policy'] ?? '',
  )
    ? 5
    : 0,
  'subresource-integrity': tags.length > 0 && tags.every(({ hash }) => hash?.startsWith('sha384-')) ? 5 : 0,
}

test('the HTTP Observatory scores the page with 135 points', () => {
  expect(bonus).toEqual({
    'content-security-policy': 10,
    'cross-origin-resource-policy': 10,
    'frame-ancestors': 5,
    'referrer-policy': 5,
    'subresource-integrity': 5,
  })
  // 5 more are for a host on the browsers' preload list, and 5 for a cookie, which the page does not need.
  expect(Object.values(bonus).reduce((sum, points) => sum + points, 100)).toBe(135)
})

test('the page has no header that the HTTP Observatory subtracts points for, and lacks none', () => {
  expect(hstsSeconds).toBeGreaterThan(15_768_000)
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers).not.toHaveProperty('access-control-allow-origin')
  expect(headers).not.toHaveProperty('set-cookie')
})

test('each script and stylesheet that the page loads names the hash of the file that is served', () => {
  expect(tags.length).toBeGreaterThanOrEqual(1)
  for (const { path, hash } of tags) {
    const digest = createHash('sha384')
      .update(readFileSync(join(client, path)))
      .digest('base64')
    expect(hash, path).toBe(`sha384-${digest}`)
  }
})

test('the policy allows each inline script and style by its hash, and no others', () => {
  const hashesOf = (tag: string) =>
    [...(html + after).matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(
      ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
    )
  // The theme, and the script that starts hydration.
  expect(hashesOf('script')).toHaveLength(2)
  expect(hashesOf('style')).toHaveLength(1)
  expect(policy.get('script-src')).toEqual(["'self'", ...hashesOf('script')])
  expect(policy.get('style-src')).toEqual(["'self'", ...hashesOf('style')])
  expect(html).not.toMatch(/<link\b[^>]*rel="stylesheet"/)
})
