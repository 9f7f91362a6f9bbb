// Counts how many fresh browsers give the same picture of a page: "the same link is the same picture", measured.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

import { type Browser, chromium, type PageScreenshotOptions } from '@playwright/test'
import { Command, InvalidArgumentError } from 'commander'
import { PNG } from 'pngjs'

import { heights, shots } from '../../src/sandbox/shots.ts'
import { findChromium } from '../support/chromium.ts'
import { cleanEnvironment, root, startServer } from '../support/servers.ts'
import { heightFor } from './shoot/targets.ts'
import { launchForPictures, screenshotOptions } from './shoot/browser.ts'
import { sha256 } from './shoot/manifest.ts'

/** A page and the width of its window. */
export interface PageAtWidth {
  /** The address, without the console's origin. */
  path: string
  /** In CSS pixels. */
  width: number
}

/** How a picture is taken. Runs take turns with the first three; the last two follow in the same page as the first. */
const ways = ['as opened', 'enlarged before ready', 'resized after ready', 'second picture', 'third picture'] as const
type Way = (typeof ways)[number]

/** What the same page gave. */
export interface Count extends PageAtWidth {
  /** Pictures that are the same as the most frequent one, and all, by the way they were taken. */
  byWay: { way: Way; same: number; taken: number }[]
  /** What kept pictures from being taken, one line each. */
  errors: string[]
  /** Each different picture, the most frequent one first. */
  pictures: { png: Buffer; count: number }[]
}

interface Taken {
  way: Way
  png: Buffer
  /** SHA-256 of the PNG. */
  hash: string
}

interface Options {
  /** The console's origin. */
  base: string
  pages: readonly PageAtWidth[]
  /** How many browsers are started for each page. */
  count: number
  /** How many browsers run at a time. */
  jobs: number
  /** Starts a browser with more variables in its environment. */
  launch: (env: Record<string, string>) => Promise<Browser>
  screenshot: PageScreenshotOptions
  /** Called with each page as soon as its last picture is taken. */
  onCount?: (count: Count) => void
}

/** What must not matter: the zone and language of the host, and what the browser prefers and remembers. */
const users = [
  {
    env: { TZ: 'Pacific/Chatham', LANG: 'de_DE.UTF-8', LANGUAGE: 'de' },
    context: { colorScheme: 'dark', locale: 'de-DE', timezoneId: 'Asia/Kolkata', reducedMotion: 'no-preference' },
    stored: { theme: 'dark', zone: 'local', recents: '45@1763800000000' },
  },
  {
    env: { TZ: 'America/Lima', LANG: 'ar_EG.UTF-8', LANGUAGE: 'ar' },
    context: { colorScheme: 'light', locale: 'ar-EG', timezoneId: 'America/New_York', reducedMotion: 'reduce' },
    stored: { theme: 'light', zone: 'sent', recents: '101@1763800000000' },
  },
] as const

/** Takes the pictures, each run in a browser of its own, and counts the equal ones. */
export async function countPictures({ pages, count, jobs, onCount, ...options }: Options): Promise<Count[]> {
  const runs = pages.flatMap((page) => {
    const taken: Taken[] = []
    const errors: string[] = []
    let left = count
    return Array.from({ length: count }, (_, index) => async () => {
      await takePictures(page, index, options, taken).catch((error: unknown) => errors.push(firstLine(error)))
      left -= 1
      if (left > 0) return
      const counted = { ...page, ...group(taken), errors }
      counts.push(counted)
      onCount?.(counted)
    })
  })
  const counts: Count[] = []
  const work = async () => {
    for (let run = runs.shift(); run; run = runs.shift()) await run()
  }
  await Promise.all(Array.from({ length: jobs }, work))
  return counts
}

const firstLine = (error: unknown) => (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''

async function takePictures(
  { path, width }: PageAtWidth,
  index: number,
  { base, launch, screenshot }: Pick<Options, 'base' | 'launch' | 'screenshot'>,
  taken: Taken[],
) {
  const [way, user] = [ways[index % 3] ?? 'as opened', users[index % 2] ?? users[0]]
  const browser = await launch(user.env)
  try {
    const viewport = { width, height: heightFor(width) }
    const smaller = { width: Math.round(width * 0.8), height: Math.round(viewport.height * 0.6) }
    const larger = { width: width + 160, height: viewport.height + 200 }
    const isEnlarged = way === 'enlarged before ready'
    const context = await browser.newContext({ ...user.context, viewport: isEnlarged ? smaller : viewport })
    const page = await context.newPage()
    await page.addInitScript((stored) => {
      for (const [name, value] of Object.entries(stored)) localStorage.setItem(`chat-console:${name}`, value)
    }, user.stored)
    await page.goto(base + path, { waitUntil: 'commit' })
    if (isEnlarged) await page.setViewportSize(viewport)
    await page.waitForSelector('html[data-shot=ready]')
    if (way === 'resized after ready') for (const size of [larger, viewport]) await page.setViewportSize(size)
    const all: Way[] = way === 'as opened' ? [way, 'second picture', 'third picture'] : [way]
    for (const one of all) {
      const png = await page.screenshot({ ...screenshot, fullPage: true })
      taken.push({ way: one, png, hash: sha256(png) })
    }
  } finally {
    await browser.close()
  }
}

function group(taken: Taken[]): Pick<Count, 'byWay' | 'pictures'> {
  const pictures = [...Map.groupBy(taken, ({ hash }) => hash)]
    .map(([hash, [first, ...more]]) => ({ hash, png: first?.png ?? Buffer.alloc(0), count: 1 + more.length }))
    .toSorted((a, b) => b.count - a.count)
  const byWay = ways.flatMap((way) => {
    const ofWay = taken.filter((one) => one.way === way)
    const same = ofWay.filter(({ hash }) => hash === pictures[0]?.hash).length
    return ofWay.length > 0 ? { way, same, taken: ofWay.length } : []
  })
  return { byWay, pictures }
}

/** How many pixels of two pictures differ, by how much, and within which box; in words. */
function difference(a: Buffer, b: Buffer): string {
  const [one, other] = [PNG.sync.read(a), PNG.sync.read(b)]
  if (one.width !== other.width || one.height !== other.height)
    return `${one.width} × ${one.height} and ${other.width} × ${other.height} pixels large`
  const xs = new Set<number>()
  const ys = new Set<number>()
  let [pixels, levels] = [0, 0]
  for (let pixel = 0; pixel < one.width * one.height; pixel += 1) {
    const by = [0, 1, 2, 3].map((channel) =>
      Math.abs((one.data[pixel * 4 + channel] ?? 0) - (other.data[pixel * 4 + channel] ?? 0)),
    )
    if (by.every((value) => value === 0)) continue
    pixels += 1
    levels = Math.max(levels, ...by)
    xs.add(pixel % one.width)
    ys.add(Math.floor(pixel / one.width))
  }
  const box = [Math.min(...xs), Math.min(...ys)].join() + ' to ' + [Math.max(...xs), Math.max(...ys)].join()
  return `${pixels} pixels differ by up to ${levels} of 255 levels, from ${box}`
}

/** A count in words: one line, and one more for each other picture, which is kept as a file, and for each error. */
export function report({ path, width, byWay, pictures, errors }: Count): string[] {
  const [usual, ...others] = pictures
  const taken = pictures.reduce((sum, { count }) => sum + count, 0)
  const ofWays = byWay.map((one) => `${one.way} ${one.same} of ${one.taken}`).join(', ')
  const lines = [`${path} at ${width} px: ${usual?.count ?? 0} of ${taken} the same (${ofWays})`]
  if (usual && others.length > 0) {
    const folder = join(root, 'e2e/results/same-picture')
    mkdirSync(folder, { recursive: true })
    const file = (nr: number) => join(folder, `${path.replace(/\W+/g, '-').replace(/^-/, '')}-${width}-${nr}.png`)
    writeFileSync(file(0), usual.png)
    for (const [index, { png, count }] of others.entries()) {
      writeFileSync(file(index + 1), png)
      const [here, usualHere] = [file(index + 1), file(0)].map((name) => relative(process.cwd(), name))
      lines.push(`  ${count} × ${difference(usual.png, png)}: ${here} beside ${usualHere}`)
    }
  }
  return [...lines, ...errors.map((error) => `  not taken: ${error}`)]
}

/** Whether every picture was taken, and all are one. */
export const isSame = ({ pictures, errors }: Count) => pictures.length === 1 && errors.length === 0

const usualPaths = ['/chats/104?shot=1', '/chats/102?shot=1&theme=dark', '/chats/404?shot=1', '/?shot=1']
const usualWidths = Object.keys(heights).map(Number)

/** The usual pages, four at three widths. */
export const usualPages: PageAtWidth[] = usualPaths.flatMap((path) => usualWidths.map((width) => ({ path, width })))

const readNumber = (text: string) => {
  if (/^[1-9][0-9]{0,3}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Use a whole number from 1 to 9999.')
}

/** Playwright as it comes: its own flags, the fonts of the machine. */
async function launchPlain(env: Record<string, string>, path: string | undefined) {
  const found = findChromium({ ...process.env, CHROMIUM_PATH: path })
  if (!found) throw new Error('There is no Chromium here. Run: node e2e/support/chromium.ts (it installs one)')
  return await chromium.launch({
    executablePath: found.path,
    env: { ...cleanEnvironment(), ...found.env, ...env },
  })
}

interface Choice {
  width: number[]
  catalogue?: true
  count: number
  jobs: number
  browser?: string
  plain?: true
  url?: string
}

async function main(paths: string[], { width, catalogue, count, jobs, browser: program, plain, url }: Choice) {
  const server = url === undefined ? await startServer('console') : null
  const started = performance.now()
  try {
    const counts = await countPictures({
      base: url ?? server?.url ?? '',
      pages: catalogue
        ? shots().map(({ path, viewport }) => ({ path, width: viewport.width }))
        : paths.flatMap((path) => width.map((one) => ({ path, width: one }))),
      count,
      jobs,
      launch: async (env) =>
        plain ? await launchPlain(env, program) : (await launchForPictures(env, program)).browser,
      screenshot: plain ? {} : screenshotOptions,
      onCount: (one) => process.stdout.write(`${report(one).join('\n')}\n`),
    })
    const different = counts.filter((one) => !isSame(one)).length
    const seconds = Math.round((performance.now() - started) / 1000)
    process.stdout.write(
      `${counts.length} pages, ${counts.length * count} browsers, ${jobs} at a time, ${seconds} s: ${different === 0 ? 'each page is one picture' : `${different} not the same in every picture`}.\n`,
    )
    process.exitCode = different === 0 ? 0 : 1
  } finally {
    await server?.stop()
  }
}

if (import.meta.main)
  await new Command('npm exec -- node e2e/pictures/same-picture.ts')
    .description(
      'Counts how many fresh browsers give the same picture of a page, byte for byte: in a window as first opened, enlarged before the page is ready, resized after it and back, and a second and third time in one page. Zone, language, theme and storage vary. Pictures that differ are kept in e2e/results/same-picture; the exit code is 1. Needs npm run build.',
    )
    .argument('[paths...]', 'pages of the console', usualPaths)
    .option('--width <pixels>', 'widths of the window', (text) => text.split(',').map(readNumber), usualWidths)
    .option('--catalogue', 'every picture of the catalogue instead, at its own width')
    .option('--count <number>', 'how many browsers for each page and width', readNumber, 300)
    .option('--jobs <number>', 'how many browsers at a time', readNumber, 4)
    .option('--browser <path>', 'a Chromium (usually the pinned one, or CHROMIUM_PATH)')
    .option('--plain', 'Playwright’s own flags and picture options, and the fonts of this machine')
    .option('--url <origin>', 'a running console; without it one is started on sandbox data')
    .action(main)
    .parseAsync()
