import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { shots } from '../../../src/sandbox/shots.ts'
import { readTargets } from './targets.ts'

const base = 'http://127.0.0.1:8080'
const folder = mkdtempSync(join(tmpdir(), 'targets-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** An entry of a list. */
const entry = (name: string, id = 1) => ({ name, path: `/chats/${id}`, viewport: { width: 500, height: 600 } })
const named = (name: string) => JSON.stringify([entry(name)])

test('an id is its chat in light at 1440, with personal data hidden', async () => {
  expect(await readTargets({ targets: ['45'], base })).toEqual([
    {
      name: 'chat-45-light-1440',
      url: `${base}/chats/45?shot=1&theme=light&mask=1`,
      viewport: { width: 1440, height: 900 },
      theme: 'light',
      masked: true,
    },
  ])
})

test('themes and widths multiply, and a link keeps what it says', async () => {
  const jobs = await readTargets({
    targets: ['/chats/102?sort=-id&tz=local'],
    base,
    themes: ['light', 'dark'],
    widths: [390, 1000],
    mask: false,
  })
  expect(jobs.map(({ name }) => name)).toEqual([
    'chat-102-light-390',
    'chat-102-light-1000',
    'chat-102-dark-390',
    'chat-102-dark-1000',
  ])
  expect(jobs[2]?.url).toBe(`${base}/chats/102?sort=-id&tz=local&shot=1&theme=dark&mask=0`)
})

test('a link to another console is a picture of that one', async () => {
  const [job] = await readTargets({ targets: ['https://console.example.com/chats/7?theme=dark'], base })
  expect(job).toMatchObject({ url: 'https://console.example.com/chats/7?theme=dark&shot=1&mask=1', theme: 'dark' })
})

test('an address that is no id names no file', async () => {
  const [job] = await readTargets({ targets: ['/chats/+12025550123'], base })
  expect(job?.name).toBe('not-an-id-light-1440')
})

test('no target is the whole catalogue as it is, which themes and widths narrow down', async () => {
  expect((await readTargets({ targets: [], base })).map(({ url }) => url)).toEqual(
    shots().map(({ path }) => base + path),
  )
  const dark = await readTargets({ targets: [], base, themes: ['dark'], widths: [768] })
  expect(new Set(dark.map(({ theme, viewport }) => `${theme} ${viewport.width}`))).toEqual(new Set(['dark 768']))
  await expect(readTargets({ targets: [], base, widths: [777] })).rejects.toThrow('Leave --theme or --width out')
})

test('a file holds one target a line, or a list', async () => {
  const lines = join(folder, 'chats.txt')
  writeFileSync(lines, '45\n\n /chats/101 \r\n45\n')
  expect((await readTargets({ targets: [lines], base })).map(({ name }) => name)).toEqual([
    'chat-45-light-1440',
    'chat-101-light-1440',
  ])
  const nested = join(folder, 'nested.txt')
  writeFileSync(nested, `45\n${lines}\n`)
  await expect(readTargets({ targets: [nested], base })).rejects.toThrow('name each file by itself')
  const list = join(folder, 'shots.json')
  writeFileSync(
    list,
    JSON.stringify([{ name: 'mine', path: '/chats/1?shot=1', viewport: { width: 500, height: 600 } }]),
  )
  expect(await readTargets({ targets: [list], base })).toMatchObject([
    { name: 'mine', masked: true, viewport: { width: 500 } },
  ])
})

test.each([
  ['what is no target', 'fourty-five', /no chat id, no link and no file.*Examples/],
  ['an id that is none', '0', /ids run from 1 to/],
  ['an id that is too long', '99999999999999999999', /^A target is no chat id/],
  ['somebody’s number', '+12025550123', /^A target is no chat id/],
  ['a file that is no list', 'package.json', /no chat id, no link and no file/],
])('%s is told, with examples', async (_, target, words) => {
  await expect(readTargets({ targets: [target], base })).rejects.toThrow(words)
})

test('a list of another shape, or with a name that is a path, is refused', async () => {
  for (const text of ['[{"name":"a"', '[{"name":"a"}]', named('../a'), named('..'), named('a'.repeat(101))]) {
    const list = join(folder, 'bad.json')
    writeFileSync(list, text)
    await expect(readTargets({ targets: [list], base })).rejects.toThrow('is not a list of pictures')
  }
})

test('no two pictures have one name, whatever a list calls them', async () => {
  const list = join(folder, 'same.json')
  writeFileSync(list, JSON.stringify([entry('x', 1), entry('x', 2), entry('x-2', 3)]))
  const names = (await readTargets({ targets: [list], base })).map(({ name }) => name)
  expect(new Set(names).size).toBe(3)
})
