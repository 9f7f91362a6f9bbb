import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { shots } from '../../../src/sandbox/shots.ts'
import type { Picture } from './manifest.ts'
import { readTargets } from './targets.ts'

const base = 'http://127.0.0.1:8080'
const folder = mkdtempSync(join(tmpdir(), 'targets-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** An entry of a list. */
const entry = (name: string, id = 1) => ({ name, path: `/chats/${id}`, viewport: { width: 500, height: 600 } })
const named = (name: string) => JSON.stringify([entry(name)])

test('an ID is its chat with the light theme at 1440 px, with personal data hidden', async () => {
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

test('every theme is combined with every width, and a link keeps its parameters', async () => {
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

/** An accepted picture. */
const accept = (name: string, path: string, width: number, theme: string, masked = false): Picture => ({
  name,
  path,
  theme,
  masked,
  file: `${name}.png`,
  viewport: { width, height: 800 },
  state: 'ready',
  sha256: '',
})
const accepted = [
  accept('chat-light-1440', '/chats/45?shot=1&mask=0', 1440, 'light'),
  accept('chat-dark-390', '/chats/45?shot=1&mask=0&theme=dark', 390, 'dark'),
  accept('offline-light-1440', '/chats/45?hold=offline&shot=1&mask=0', 1440, 'light'),
  accept('hidden-light-1440', '/chats/104?shot=1', 1440, 'light', true),
]

test.each([
  ['45', ['chat-light-1440', 'chat-dark-390']],
  ['chat', ['chat-light-1440', 'chat-dark-390']],
  ['chat-dark-390', ['chat-dark-390']],
  ['/chats/45?theme=dark', ['chat-dark-390']],
  [`${base}/chats/45?hold=offline`, ['offline-light-1440']],
  ['/chats/45?mask=0', ['chat-light-1440', 'chat-dark-390']],
  ['/chats/104?mask=1', ['hidden-light-1440']],
])('%s means the accepted pictures of that page, as they were taken', async (target, names) => {
  const jobs = await readTargets({ targets: [target], base, accepted })
  expect(jobs).toEqual(
    accepted
      .filter(({ name }) => names.includes(name))
      .map(({ name, path, viewport, theme, masked, state }) => ({
        name,
        url: base + path,
        viewport,
        theme,
        masked,
        state,
      })),
  )
})

test.each(['/chats/45?mask=1', '/chats/45?sort=-id', 'https://console.example.com/chats/45', '404'])(
  '%s has no accepted picture, so personal data is hidden',
  async (target) => {
    expect(await readTargets({ targets: [target], base, accepted })).toMatchObject([{ masked: true }])
  },
)

test('themes and widths select accepted pictures, and a target without any is an error', async () => {
  const select = { targets: ['45', 'chat'], base, accepted, themes: ['dark'] as const }
  expect((await readTargets(select)).map(({ name }) => name)).toEqual(['chat-dark-390'])
  await expect(readTargets({ ...select, targets: ['45', '104'] })).rejects.toThrow(
    'No accepted picture of 104 has this theme and width: there is hidden-light-1440.',
  )
})

test('a link to another console is opened there', async () => {
  const [job] = await readTargets({ targets: ['https://console.example.com/chats/7?theme=dark'], base })
  expect(job).toMatchObject({ url: 'https://console.example.com/chats/7?theme=dark&shot=1&mask=1', theme: 'dark' })
})

test('a path that is not an ID is not used in a file name', async () => {
  const [job] = await readTargets({ targets: ['/chats/+12025550123'], base })
  expect(job?.name).toBe('not-an-id-light-1440')
})

test('without targets it is the whole catalogue, filtered by themes and widths', async () => {
  expect((await readTargets({ targets: [], base })).map(({ url }) => url)).toEqual(
    shots().map(({ path }) => base + path),
  )
  const dark = await readTargets({ targets: [], base, themes: ['dark'], widths: [768] })
  expect(new Set(dark.map(({ theme, viewport }) => `${theme} ${viewport.width}`))).toEqual(new Set(['dark 768']))
  await expect(readTargets({ targets: [], base, widths: [777] })).rejects.toThrow('Leave --theme or --width out')
})

test('a file has one target per line, or a list', async () => {
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
  ['an invalid target', 'fourty-five', /no chat id, no link and no file.*Examples/],
  ['an ID below 1', '0', /ids run from 1 to/],
  ['an id that is too long', '99999999999999999999', /^A target is no chat id/],
  ['a phone number', '+12025550123', /^A target is no chat id/],
  ['a file that is not a list', 'package.json', /no chat id, no link and no file/],
])('%s is refused, with examples', async (_, target, message) => {
  await expect(readTargets({ targets: [target], base })).rejects.toThrow(message)
})

test('a list of another shape, or with a name that is a path, is refused', async () => {
  for (const text of ['[{"name":"a"', '[{"name":"a"}]', named('../a'), named('..'), named('a'.repeat(101))]) {
    const list = join(folder, 'bad.json')
    writeFileSync(list, text)
    await expect(readTargets({ targets: [list], base })).rejects.toThrow('is not a list of pictures')
  }
})

test('every picture has a unique name, even if a list repeats one', async () => {
  const list = join(folder, 'same.json')
  writeFileSync(list, JSON.stringify([entry('x', 1), entry('x', 2), entry('x-2', 3)]))
  const names = (await readTargets({ targets: [list], base })).map(({ name }) => name)
  expect(new Set(names).size).toBe(3)
})
