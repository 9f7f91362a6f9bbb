import { type PageFacts, withFacts } from './static-routes.ts'

/** The built page, cut where a chat goes. */
export interface Template {
  /** The plain page, which draws everything by itself. */
  plain: string
  /** The page of a chat up to its root, and from its end. */
  before: (title: string) => string
  after: string
  /** The hashes of what stands inline, for the page's policy: `'sha256-…'`. */
  inline: Inline
}

/** Hashes of inline scripts and styles, as a policy names them. */
export interface Inline {
  scripts: readonly string[]
  styles: readonly string[]
}

const root = '<div id="root">'

/**
 * Reads the built page.
 * @param html `index.html` as the build wrote it, with the parts of a chat's page named in a comment.
 */
export async function readTemplate(html: string, facts: PageFacts): Promise<Template> {
  const [comment = '', parts = ''] = /\s*<!-- chat: (.*?) -->/.exec(html) ?? []
  const plain = withFacts(html.replace(comment, ''), facts)
  const start = plain.indexOf(root) + root.length
  if (start < root.length) throw new Error(`index.html has no ${root}`)
  const [tag = '', source = '', integrity = ''] = entry.exec(plain) ?? []
  const before = plain.slice(0, start).replace(tag, '')
  const files = [source, ...parts.split(' ').flatMap((file) => (file ? [`/${file}`] : []))]
  const script = `<script>${afterPaint(files, integrity)}</script>`
  const after = plain.slice(start).replace('</div>', `</div>${script}`)
  return {
    plain,
    before: (title) => before.replace(/<title>.*?<\/title>/, () => `<title>${title}</title>`),
    after,
    inline: {
      scripts: await hashes(plain + after, /<script>(.*?)<\/script>/gs),
      styles: await hashes(plain, /<style>(.*?)<\/style>/gs),
    },
  }
}

/** The script of the page, with its hash. */
const entry = /<script type="module"[^>]* src="([^"]+)" integrity="([^"]+)"[^>]*><\/script>/

/**
 * Fetches and begins the page's script once what was drawn has been painted: it would hold the picture up otherwise, by a
 * quarter where the network is fast. A page in a tab that nobody sees is not painted, and one that was not drawn has
 * nothing to wait for. A script of another hash is refused here too: an import takes what its preload has brought.
 * @param files the script, and the parts that it asks for first.
 */
const afterPaint = (files: string[], integrity: string) =>
  `(function(){function go(){var link=document.createElement("link");link.rel="modulepreload";link.crossOrigin="";link.integrity="${integrity}";link.href="${files[0]}";document.head.append(link);${files.map((file) => `import("${file}")`).join(';')}}if(document.visibilityState==="hidden"||!document.getElementById("root").firstChild)go();else requestAnimationFrame(function(){setTimeout(go)})})()`

const hashes = (html: string, inside: RegExp): Promise<string[]> =>
  Promise.all(
    [...html.matchAll(inside)].map(async ([, text = '']) => {
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
      return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`
    }),
  )
