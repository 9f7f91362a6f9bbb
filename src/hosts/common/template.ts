import { type PageFacts, withFacts } from './shell.ts'

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
  const preloads = parts
    .split(' ')
    .filter(Boolean)
    .map((file) => `<link rel="modulepreload" href="/${file}">`)
    .join('')
  const start = plain.indexOf(root) + root.length
  if (start < root.length) throw new Error(`index.html has no ${root}`)
  const before = plain.slice(0, start).replace('</head>', `${preloads}</head>`)
  return {
    plain,
    before: (title) => before.replace(/<title>.*?<\/title>/, () => `<title>${title}</title>`),
    after: plain.slice(start),
    inline: {
      scripts: await hashes(plain, /<script>(.*?)<\/script>/gs),
      styles: await hashes(plain, /<style>(.*?)<\/style>/gs),
    },
  }
}

const hashes = (html: string, inside: RegExp): Promise<string[]> =>
  Promise.all(
    [...html.matchAll(inside)].map(async ([, text = '']) => {
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
      return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`
    }),
  )
