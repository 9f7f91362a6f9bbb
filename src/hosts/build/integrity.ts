import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Matches the tag of a script, up to the end of its URL. */
const scriptTag = /<script\b[^>]*\bsrc="\/([^"]+)"/g

/**
 * Adds the hash of each script to its tag in a page (subresource integrity), so that the browser refuses a changed file.
 * Lazy chunks are not covered: that takes an import map with the hash of each, which the page would have to load before its
 * first script.
 */
export const withIntegrity = (html: string, folder: string): string =>
  html.replace(scriptTag, (tag, file: string) => {
    const hash = createHash('sha384').update(readFileSync(join(folder, file)))
    return `${tag} integrity="sha384-${hash.digest('base64')}"`
  })
