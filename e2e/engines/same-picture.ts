// Counts how many fresh browsers (Firefox, WebKit) give the same picture of a page, byte for byte.
import { createHash } from 'node:crypto'

import { startServer } from '../support/servers.ts'
import { type EngineName, engineNames, startEngine, type Tab } from './engine.ts'

/** The widths of the window, in CSS pixels. */
const widths = [1440, 390]

/** The SHA-256 of the picture of a page at each width. */
export async function hashPictures(tab: Tab, url: string): Promise<string[]> {
  const hashes: string[] = []
  for (const width of widths) {
    await tab.resize({ width, height: 900 })
    await tab.open(url)
    await tab.untilReady()
    hashes.push(
      createHash('sha256')
        .update(await tab.picture())
        .digest('hex'),
    )
  }
  return hashes
}

/** The same in a fresh browser. */
export async function hashFresh(name: EngineName, url: string): Promise<string[]> {
  const { tab, close } = await startEngine(name)
  try {
    return await hashPictures(tab, url)
  } finally {
    await close()
  }
}

if (import.meta.main) {
  const [count = '20', path = '/chats/104?shot=1'] = process.argv.slice(2)
  const server = await startServer('console')
  try {
    for (const name of engineNames) {
      const starts: string[][] = []
      while (starts.length < Number(count)) starts.push(await hashFresh(name, server.url + path))
      for (const [index, width] of widths.entries()) {
        const sizes = [...Map.groupBy(starts, (hashes) => hashes[index]).values()].map(({ length }) => length)
        const most = Math.max(...sizes)
        process.stdout.write(`${name}, ${path} at ${width} px: ${most} of ${starts.length} the same\n`)
        if (most < starts.length) process.exitCode = 1
      }
    }
  } finally {
    await server.stop()
  }
}
