import { readFileSync } from 'node:fs'

import { maskParameter } from '../../../src/console/settings/mask-parameter.ts'
import { parseChatId } from '../../../src/linq/chat-id.ts'
import { heights, type Shot, shots } from '../../../src/sandbox/shots.ts'
import { moveFilter } from '../../../src/urls/participant-filter.ts'
import type { Picture } from './manifest.ts'

/** A picture to take. */
export interface Job {
  /** Its file's name, without the ending. Of the URL it contains at most a chat ID. */
  name: string
  /** The page's absolute URL. */
  url: string
  viewport: { width: number; height: number }
  theme: 'light' | 'dark'
  masked: boolean
  /** The page's expected `data-view` and `data-state`, if known. */
  view?: string
  state?: string
}

/** An entry of a list, with its options. */
type Entry = Pick<Shot, 'name' | 'path' | 'viewport' | 'theme' | 'masked'> & Pick<Job, 'view' | 'state'>

interface Request {
  /** Chat ids, links, `/qa/shots.json`, files, names of accepted pictures; none is the whole catalogue. */
  targets: readonly string[]
  /** The console's origin. */
  base: string
  /** Accepted pictures of this console. Their names, ids and links mean the same page taken the same way. */
  accepted?: readonly Picture[]
  /** Only these; undefined leaves a list as it is, and takes other links in light at 1440. */
  themes?: readonly Job['theme'][] | undefined
  widths?: readonly number[] | undefined
  /** Whether personal data is hidden; undefined leaves a list as it is, and hides it for ids and links. */
  mask?: boolean | undefined
}

/** Why a target cannot be used, as a message for the person who typed it. */
export class TargetError extends Error {
  override name = 'TargetError'
}

/**
 * Turns targets into pictures to take.
 * @throws TargetError that names the invalid target, and valid examples.
 */
export async function readTargets({ targets, base, accepted = [], themes, widths, mask }: Request): Promise<Job[]> {
  const isSelected = ({ theme, viewport }: Entry) =>
    (themes?.includes(theme) ?? true) && (widths?.includes(viewport.width) ?? true)
  const read = async (target: string) => {
    const found = findAccepted(target, base, accepted)
    if (found.length === 0) return await readTarget(target, base, read)
    const selected = found.filter(isSelected)
    if (selected.length > 0) return selected
    throw new TargetError(
      `No accepted picture of ${target} has this theme and width: there is ${found.map(({ name }) => name).join(', ')}.`,
    )
  }
  const all = targets.length === 0 ? shots() : (await Promise.all(targets.map(read))).flat()
  const jobs = all.flatMap((one): Job[] => {
    if (typeof one === 'string') {
      const link = new URL(one)
      const linkTheme = link.searchParams.get('theme') === 'dark' ? 'dark' : 'light'
      const masked = mask ?? maskParameter(link.searchParams) !== false
      return (themes ?? [linkTheme]).flatMap((theme) =>
        (widths ?? [1440]).map((width) => ({
          name: `${nameOf(link)}-${theme}-${width}`,
          url: withOverrides(link, theme, masked),
          viewport: { width, height: heightFor(width) },
          theme,
          masked,
        })),
      )
    }
    if (!isSelected(one)) return []
    const { name, path, viewport, theme, view, state } = one
    const masked = mask ?? one.masked
    const url = masked === one.masked ? new URL(path, base).href : withOverrides(new URL(path, base), theme, masked)
    const expected = { ...(view !== undefined && { view }), ...(state !== undefined && { state }) }
    return [{ name, url, viewport, theme, masked, ...expected }]
  })
  if (jobs.length === 0)
    throw new TargetError('Nothing in the list has this theme and width. Leave --theme or --width out.')
  return deduplicate(jobs)
}

/** The accepted pictures of a target: by name, with or without theme and width, or by page. */
function findAccepted(target: string, base: string, accepted: readonly Picture[]): Entry[] {
  const entries = accepted.map((one): Entry => ({ ...one, theme: one.theme === 'dark' ? 'dark' : 'light' }))
  const named = entries.filter(({ name }) => name === target || name.replace(/-(?:light|dark)-\d+$/, '') === target)
  if (named.length > 0) return named
  const id = parseChatId(target)
  const path = id ? `/chats/${id}` : target
  if (!/^(?:\/|https?:)/.test(path) || !URL.canParse(path, base)) return []
  const link = new URL(path, base)
  const { searchParams } = link
  return entries.filter(
    (one) =>
      isSamePage(link, new URL(one.path, base)) &&
      (searchParams.get('theme') ?? one.theme) === one.theme &&
      (!searchParams.has('mask') || (searchParams.get('mask') !== '0') === one.masked),
  )
}

/** Whether two URLs differ only in the parameters for pictures. */
function isSamePage(one: URL, other: URL): boolean {
  const [a, b] = [one, other].map((link) => {
    const url = new URL(link)
    for (const name of ['shot', 'theme', 'mask']) url.searchParams.delete(name)
    url.searchParams.sort()
    return url.href
  })
  return a === b
}

/**
 * Resolves one target to links, or entries of a list.
 * @param read reads a line of a file.
 */
async function readTarget(
  target: string,
  base: string,
  read: (line: string) => Promise<(string | Entry)[]>,
): Promise<(string | Entry)[]> {
  const id = parseChatId(target)
  if (id) return [new URL(`/chats/${id}`, base).href]
  if (target === '/qa/shots.json') return readList(await fetchText(new URL(target, base)), target)
  if (/^https?:\/\//.test(target)) {
    if (!URL.canParse(target)) throw new TargetError(`${JSON.stringify(target)} is not an address.`)
    return new URL(target).pathname.endsWith('.json') ? readList(await fetchText(new URL(target)), target) : [target]
  }
  if (target.startsWith('/') && !isFile(target)) return [new URL(target, base).href]
  if (!isFile(target))
    throw new TargetError(
      /^[0-9]+$/.test(target)
        ? `${target.length > 19 ? 'A target' : target} is no chat id: ids run from 1 to 2^63 − 1.`
        : `${mayBePersonal(target) ? 'A target' : JSON.stringify(target)} is no chat id, no link and no file. Examples: 45, /chats/45?theme=dark, /qa/shots.json, chats.txt`,
    )
  const text = readFileSync(target, 'utf8')
  if (text.trimStart().startsWith('[')) return readList(text, target)
  const lines = text.split('\n').flatMap((line) => line.trim() || [])
  const nested = lines.find(isFile)
  if (nested !== undefined)
    throw new TargetError(`${target} names the file ${nested}. A file holds ids and links; name each file by itself.`)
  return (await Promise.all(lines.map(read))).flat()
}

/** Whether a text may be a person's phone number or e-mail address, which must not be repeated. */
const mayBePersonal = (text: string) => /@|(?:[0-9][\s().-]?){5}/.test(text)

function isFile(path: string): boolean {
  try {
    readFileSync(path)
    return true
  } catch {
    return false
  }
}

async function fetchText(url: URL): Promise<string> {
  const answer = await fetch(url).catch(() => null)
  if (!answer) throw new TargetError(`Nothing answers at ${url.origin}. Start that console, or leave --url out.`)
  if (!answer.ok)
    throw new TargetError(`${url.href} answered ${answer.status}: ${(await answer.text()).trim().slice(0, 200)}`)
  return await answer.text()
}

const isList = (list: unknown): list is Shot[] =>
  Array.isArray(list) &&
  list.length > 0 &&
  list.every(
    (one) =>
      typeof one?.name === 'string' &&
      /^[\w-][\w.-]{0,99}$/.test(one.name) &&
      typeof one.path === 'string' &&
      one.path.startsWith('/') &&
      Number.isInteger(one.viewport?.width) &&
      Number.isInteger(one.viewport?.height),
  )

function readList(text: string, from: string): Shot[] {
  let list: unknown = null
  try {
    list = JSON.parse(text)
  } catch {
    // Reported below, with the expected shape.
  }
  if (!isList(list))
    throw new TargetError(
      `${from} is not a list of pictures: [{ "name", "path", "viewport": { "width", "height" } }, …]`,
    )
  return list.map((shot) => {
    const search = new URL(shot.path, 'http://localhost').searchParams
    return {
      ...shot,
      theme: search.get('theme') === 'dark' ? 'dark' : 'light',
      masked: maskParameter(search) !== false,
    }
  })
}

/** The usual height of a screen with this width. */
export const heightFor = (width: number): number =>
  Object.entries(heights).find(([known]) => Number(known) === width)?.[1] ??
  (width < 600 ? 844 : width < 1024 ? 1024 : 900)

/** A file name for a page. A path that is not an ID may be a phone number, so it is not repeated. */
function nameOf({ pathname }: URL): string {
  const [, chats, id = ''] = /^\/(chats)\/([^/]*)$/.exec(pathname) ?? []
  if (chats) return parseChatId(id) ? `chat-${id}` : 'not-an-id'
  return pathname === '/' ? 'lookup' : pathname === '/chats' ? 'several' : pathname === '/qa' ? 'gallery' : 'page'
}

/** A page's address with the overrides that make its picture reproducible. */
function withOverrides(link: URL, theme: Job['theme'], masked: boolean): string {
  const url = new URL(moveFilter(link.href))
  url.searchParams.set('shot', '1')
  url.searchParams.set('theme', theme)
  url.searchParams.set('mask', masked ? '1' : '0')
  // The filter may be a phone number, and a page that hides personal data ignores it.
  if (masked) url.hash = ''
  return url.href
}

/** Removes duplicates, and numbers different pictures with the same name. */
function deduplicate(jobs: readonly Job[]): Job[] {
  const unique = [...new Map(jobs.map((job) => [`${job.name} ${job.url} ${job.viewport.width}`, job])).values()]
  const names = new Set<string>()
  return unique.map((job) => {
    let { name } = job
    for (let count = 2; names.has(name); count += 1) name = `${job.name}-${count}`
    names.add(name)
    return { ...job, name }
  })
}
