import type { InlineHashes } from './security-headers.ts'
import { type ServerConfig, withServerConfig } from './static-routes.ts'

/** The built page, divided where a chat is inserted. */
export interface HtmlTemplate {
  /** The page without a chat, which renders in the browser. */
  plain: string
  /** The page of a chat up to its root element and with its header, which may be empty; and from the root's end. */
  before: (title: string, header: string) => string
  after: string
  /** The lookup page with the content of its root. */
  lookup: (content: string) => string
  inline: InlineHashes
}

const root = '<div id="root">'

/**
 * Divides the built page.
 * @param html `index.html` as the build wrote it, with the chunks of a chat's page named in a comment.
 */
export async function readTemplate(html: string, config: ServerConfig): Promise<HtmlTemplate> {
  const [comment = '', chunks = ''] = /\s*<!-- chat: (.*?) -->/.exec(html) ?? []
  const plain = withServerConfig(html.replace(comment, ''), config)
  const start = plain.indexOf(root) + root.length
  if (start < root.length) throw new Error(`index.html has no ${root}`)
  const [tag = '', source = '', integrity = ''] = entry.exec(plain) ?? []
  const before = plain.slice(0, start).replace(tag, '')
  const files = [source, ...chunks.split(' ').flatMap((file) => (file ? [`/${file}`] : []))]
  const script = `<script>${loadFromFirstFrame(files, integrity)}</script>`
  const after = plain.slice(start).replace('</div>', `</div>${script}`)
  return {
    plain,
    before: (title, header) =>
      withTitle(header === '' ? before : before.replace('</head>', `${expectHeader}</head>`), title) + header,
    after,
    lookup: (content) =>
      withTitle(plain.slice(0, start), 'Look up a chat · Chat console') + content + plain.slice(start),
    inline: {
      scripts: await hashes(plain + after, /<script>(.*?)<\/script>/gs),
      styles: await hashes(plain, /<style>(.*?)<\/style>/gs),
    },
  }
}

/** On a slow processor the parser stops after the head, and a frame without content would be laid out and painted. */
const expectHeader = '<link rel="expect" href="#header" blocking="render">'

const withTitle = (html: string, title: string) => html.replace(/<title>.*?<\/title>/, () => `<title>${title}</title>`)

/** The page's entry script, with its URL and hash. */
const entry = /<script type="module"[^>]* src="([^"]+)" integrity="([^"]+)"[^>]*><\/script>/

/**
 * An inline script that loads the page's script from the first frame on: earlier, it would delay that by a quarter where the
 * network is fast. A page in a background tab is not painted, and one that was not rendered has nothing to paint: they load it at
 * once. The integrity of the entry script is checked by its preload, which the import then takes.
 * @param files the entry script, and the chunks that it imports first.
 */
const loadFromFirstFrame = (files: string[], integrity: string) =>
  `(function(){function go(){document.head.append(Object.assign(document.createElement("link"),{rel:"modulepreload",crossOrigin:"",integrity:"${integrity}",href:"${files[0]}"}));${files.map((file) => `import("${file}")`).join(';')}}if(document.hidden||!document.getElementById("root").firstChild)go();else requestAnimationFrame(go)})()`

const hashes = (html: string, inside: RegExp): Promise<string[]> =>
  Promise.all(
    [...html.matchAll(inside)].map(async ([, text = '']) => {
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
      return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`
    }),
  )
