import { readFileSync } from 'node:fs'

import { maskParameter } from '../../../src/console/settings/mask-parameter.ts'
import { parseChatId } from '../../../src/linq/chat-id.ts'
import { heights, type Shot, shots } from '../../../src/sandbox/shots.ts'

/** A picture to take. */
export interface Job {
  /** Its file's name, without the ending. It holds no address but an id's. */
  name: string
  /** The page, whole. */
  url: string
  viewport: { width: number; height: number }
  theme: 'light' | 'dark'
  masked: boolean
  /** The `data-state` it has to be in, where that is known. */
  state?: string
}

export interface Wishes {
  /** Chat ids, links, `/qa/shots.json`, files; none is the whole catalogue. */
  targets: readonly string[]
  /** Where the console is; its origin. */
  base: string
  /** Only these; undefined leaves a list as it is, and takes links in light at 1440. */
  themes?: readonly Job['theme'][] | undefined
  widths?: readonly number[] | undefined
  /** Whether personal data is hidden; undefined leaves a list as it is, and hides it for ids and links. */
  mask?: boolean | undefined
}

/** Words for whoever typed something that cannot be photographed. */
export class TargetError extends Error {
  override name = 'TargetError'
}

/**
 * Turns what was asked for into pictures to take.
 * @throws TargetError that says which target is wrong, and what would be right.
 */
export async function readTargets({ targets, base, themes, widths, mask }: Wishes): Promise<Job[]> {
  const wanted =
    targets.length === 0 ? [...shots()] : await Promise.all(targets.map((target) => readTarget(target, base)))
  const jobs = wanted.flat().flatMap((one): Job[] => {
    if (typeof one === 'string') {
      const link = new URL(one)
      const asked = link.searchParams.get('theme') === 'dark' ? 'dark' : 'light'
      const masked = mask ?? maskParameter(link.searchParams) !== false
      return (themes ?? [asked]).flatMap((theme) =>
        (widths ?? [1440]).map((width) => ({
          name: `${nameOf(link)}-${theme}-${width}`,
          url: pinned(link, theme, masked),
          viewport: { width, height: heightFor(width) },
          theme,
          masked,
        })),
      )
    }
    if ((themes && !themes.includes(one.theme)) || (widths && !widths.includes(one.viewport.width))) return []
    const masked = mask ?? one.masked
    const url =
      masked === one.masked ? new URL(one.path, base).href : pinned(new URL(one.path, base), one.theme, masked)
    return [{ name: one.name, url, viewport: one.viewport, theme: one.theme, masked, state: one.state }]
  })
  if (jobs.length === 0)
    throw new TargetError('Nothing in the list has this theme and width. Leave --theme or --width out.')
  return distinct(jobs)
}

/** What one target stands for: links, or entries of a list that say everything themselves. */
async function readTarget(target: string, base: string): Promise<(string | Shot)[]> {
  const id = parseChatId(target)
  if (id) return [new URL(`/chats/${id}`, base).href]
  if (target === '/qa/shots.json') return readList(await fetched(new URL(target, base)), target)
  if (/^https?:\/\//.test(target)) {
    if (!URL.canParse(target)) throw new TargetError(`${JSON.stringify(target)} is not an address.`)
    return new URL(target).pathname.endsWith('.json') ? readList(await fetched(new URL(target)), target) : [target]
  }
  if (target.startsWith('/') && !isFile(target)) return [new URL(target, base).href]
  if (!isFile(target))
    throw new TargetError(
      /^[0-9]+$/.test(target)
        ? `${target.length > 19 ? 'A target' : target} is no chat id: ids run from 1 to 2^63 − 1.`
        : `${isTelling(target) ? 'A target' : JSON.stringify(target)} is no chat id, no link and no file. Examples: 45, /chats/45?theme=dark, /qa/shots.json, chats.txt`,
    )
  const text = readFileSync(target, 'utf8')
  if (text.trimStart().startsWith('[')) return readList(text, target)
  const lines = text.split('\n').flatMap((line) => line.trim() || [])
  const nested = lines.find(isFile)
  if (nested !== undefined)
    throw new TargetError(`${target} names the file ${nested}. A file holds ids and links; name each file by itself.`)
  return (await Promise.all(lines.map((line) => readTarget(line, base)))).flat()
}

/** Whether a text may be somebody's number or address, which is not repeated. */
const isTelling = (text: string) => /@|(?:[0-9][\s().-]?){5}/.test(text)

function isFile(path: string): boolean {
  try {
    readFileSync(path)
    return true
  } catch {
    return false
  }
}

async function fetched(url: URL): Promise<string> {
  const answer = await fetch(url).catch(() => null)
  if (!answer) throw new TargetError(`Nobody answers at ${url.origin}. Start that console, or leave --url out.`)
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
    // Told below, with the shape it should have.
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

/** The height that goes with a width: as high as a screen of that width usually is. */
export const heightFor = (width: number): number =>
  Object.entries(heights).find(([known]) => Number(known) === width)?.[1] ??
  (width < 600 ? 844 : width < 1024 ? 1024 : 900)

/** A file's name for a page. An address that is no id may be somebody's number, so it is not repeated. */
function nameOf({ pathname }: URL): string {
  const [, chats, id = ''] = /^\/(chats)\/([^/]*)$/.exec(pathname) ?? []
  if (chats) return parseChatId(id) ? `chat-${id}` : 'not-an-id'
  return pathname === '/' ? 'lookup' : pathname === '/chats' ? 'several' : pathname === '/qa' ? 'gallery' : 'page'
}

/** A page's address with everything pinned that makes its picture. */
function pinned(link: URL, theme: Job['theme'], masked: boolean): string {
  const url = new URL(link)
  url.searchParams.set('shot', '1')
  url.searchParams.set('theme', theme)
  url.searchParams.set('mask', masked ? '1' : '0')
  // What is filtered by may be a number; a page that hides people takes no notice of it.
  if (masked) url.searchParams.delete('filter')
  return url.href
}

/** Gives pictures of one name numbers; the same picture twice is one. */
function distinct(jobs: readonly Job[]): Job[] {
  const once = [...new Map(jobs.map((job) => [`${job.name} ${job.url} ${job.viewport.width}`, job])).values()]
  const names = new Set<string>()
  return once.map((job) => {
    let { name } = job
    for (let count = 2; names.has(name); count += 1) name = `${job.name}-${count}`
    names.add(name)
    return { ...job, name }
  })
}
