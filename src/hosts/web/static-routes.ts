// What every host says of the page and of the files that are made as it starts: they differ only in where files come from.
import { shots } from '../../sandbox/shots.ts'
import type { PageHeaders } from './security-headers.ts'

/** What the page has to know of the server's settings. */
export interface PageFacts {
  /** `sandbox`, or the live upstream's origin. */
  source: string
  masked: boolean
  /** How people sign in; null when nobody has to. */
  signIn: 'oidc' | 'proxy' | null
}

/** The console's own routes. Any other path gets the same page, which says so, with a true 404. */
export const isPage = (path: string): boolean => /^\/(?:sign-in\/?|qa\/?|chats(?:\/[^/]+)?\/?)?$/.test(path)

/** Tells the page where its data comes from, whether personal data is hidden, and how people sign in. */
export const withFacts = (html: string, { source, masked, signIn }: PageFacts): string =>
  html
    .replace('name="linq-source" content=""', `name="linq-source" content="${source.replace(/[^\w.:/[\]-]/g, '')}"`)
    .replace('name="linq-mask" content=""', `name="linq-mask" content="${masked ? 'always' : ''}"`)
    .replace('name="linq-sign-in" content=""', `name="linq-sign-in" content="${signIn ?? ''}"`)

/**
 * Lets a browser's address bar look a chat up. The format takes absolute addresses only, so it is written for the origin
 * that was asked.
 */
export function openSearch(origin: string, headers: PageHeaders, method = 'GET'): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>linq</ShortName>
  <Description>Look up a Linq chat by its ID</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Url type="text/html" template="${origin.replace(/[^\w.:/[\]-]/g, '')}/chats/{searchTerms}"/>
</OpenSearchDescription>
`
  return new Response(method === 'HEAD' ? null : body, {
    headers: { ...headers, 'content-type': 'application/opensearchdescription+xml', 'cache-control': 'no-cache' },
  })
}

/** Every picture of the gallery, for tools that take them; with live data there is none. */
export function shotList({ source }: PageFacts, headers: PageHeaders, method = 'GET'): Response {
  if (source !== 'sandbox')
    return text(
      404,
      'The list of pictures needs sandbox data. It is off while this console is connected to Linq.',
      headers,
    )
  return new Response(method === 'HEAD' ? null : `${JSON.stringify(shots(), null, 2)}\n`, {
    headers: { ...headers, 'content-type': 'application/json', 'cache-control': 'no-cache' },
  })
}

/** A plain sentence instead of a page or file. */
export const text = (status: number, words: string, headers: Record<string, string>): Response =>
  new Response(`${words}\n`, {
    status,
    headers: { ...headers, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
