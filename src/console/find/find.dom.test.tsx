import { QueryClient } from '@tanstack/react-query'
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http } from 'msw/http'
import { assert, beforeEach, expect, onTestFinished, test, vi } from 'vitest'

import { findPath } from '../../linq/find.ts'
import { parseHandle } from '../../linq/handle.ts'
import { deferredChunk } from '../chunks.ts'
import { findOfferChunk } from '../lookup/find-offer-chunk.ts'
import type { Session } from '../sign-in/fetch-session.ts'
import { sessionQuery } from '../sign-in/session.ts'
import { open, searched, server } from '../testing.tsx'
import { phoneChunk } from './read-handle.ts'
import { keptMs, rememberSearch } from './searches.ts'

// The test's document has no fonts and pictures to wait for.
vi.mock('../screenshot/mark-ready.ts', () => ({ markReady: () => {} }))

// What suspends inside of `act` stays so: e2e/journeys/find.e2e.ts loads the chunks as a browser does.
await Promise.all([deferredChunk.load(), findOfferChunk.load(), phoneChunk.load()])
beforeEach(() => localStorage.clear())

const box = () => screen.findByLabelText<HTMLInputElement>(/^Chat ID/)
const rows = () => [...document.querySelectorAll('tr[data-chat-id]')]
const heading = (name: string) => screen.findByRole('heading', { level: 1, name })
/** Waits for the answer. */
const settled = () =>
  waitFor(() => expect(screen.getByRole('main').dataset['state']).toMatch(/^(?:ready|nothing-found)$/))
/** Waits for the list. */
const found = async (name: string) => {
  await heading(name)
  await waitFor(() => expect(rows()).not.toEqual([]))
}

test.each([
  ['+1 (202) 555-0102', '+1 202 555 0102', '+12025550102'],
  ['tel:+12025550102', '+1 202 555 0102', '+12025550102'],
  ['0044 20 7946 0958', '+44 20 7946 0958', '+442079460958'],
  ['Phone: +1 202-555-0102.', '+1 202 555 0102', '+12025550102'],
  [' Sam Lee <sam@Example.COM> ', 'sam@example.com', 'sam@example.com'],
])('finds the chats of %j on Enter, and sends nothing before', async (text, words, handle) => {
  await open('/')
  await userEvent.type(await box(), text)
  expect(await screen.findByText(`Find chats with ${words}`)).toBeTruthy()
  expect(searched).toEqual([])
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(searched).toEqual([{ handle }]))
  await settled()
  expect(document.title).not.toMatch(/555|sam/)
})

test('lists who is in each chat, our line, the kind, the service, the health and the last update', async () => {
  await open('/find?sample=group')
  await found('Chats with +1 202 555 0104')
  const [row, other] = rows()
  expect(other).toBeUndefined()
  const value = (field: string) => row?.querySelector(`[data-field=${field}]`)?.textContent
  expect(['display_name', 'group', 'own_line', 'service', 'health'].map(value)).toEqual([
    'Family',
    'Group of 3',
    '+12025550101 ',
    'ServiceiMessage',
    'HealthHealthy',
  ])
  // Who was searched for is first.
  expect(value('addresses')).toMatch(/^\+12025550104 \+12025550102/)
  expect(value('updated_at')).toContain('2025-06-02 08:15:00 UTC')
  expect(document.title).toBe('Find chats – 1 chat · Chat console')
  expect(screen.getByText(/^All of these are from API v3/)).toBeTruthy()
})

test('tells groups and direct chats apart, and marks who has left', async () => {
  await open('/find?sample=hits')
  await found('Chats with +1 202 555 0102')
  const kinds = rows().map((row) => row.querySelector('[data-field=group]')?.textContent)
  expect(new Set(kinds)).toEqual(new Set(['Direct chat', 'Group of 3', 'Group of 2']))
  expect(screen.getAllByRole('status').map(({ textContent }) => textContent)).toContain(`${kinds.length} chats found`)
})

test('says where a person is no longer in a group', async () => {
  await open('/find?sample=left')
  await found('Chats with +1 202 555 0103')
  expect(rows()[0]?.querySelector('[data-field=addresses]')?.textContent).toContain('+12025550103 Left')
})

test('asks for more chats by a button, moves the focus to the first of them, and links to all', async () => {
  await open('/find?sample=several-pages')
  await found('Chats with +1 202 555 0160')
  expect(screen.getByText('10 chats, more available · API v3 · newest first, as Linq lists them')).toBeTruthy()
  for (const count of [20, 23]) {
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }))
    await waitFor(() => expect(rows()).toHaveLength(count))
    expect(rows()[count === 20 ? 10 : 20]?.contains(document.activeElement)).toBe(true)
  }
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull()
  expect(searched).toHaveLength(3)
  expect(searched.every((body) => JSON.stringify(body).includes('+12025550160'))).toBe(true)
  const ids = rows().map((row) => row.getAttribute('data-chat-id'))
  expect(new Set(ids).size).toBe(23)
  expect(screen.getByRole('link', { name: 'Open all 23' }).getAttribute('href')).toBe(`/chats?ids=${ids.join()}`)
})

/** Refuses the next search, for some seconds. */
const refuseNext = (seconds: number) =>
  server.use(
    http.post(
      `*${findPath}`,
      () =>
        Response.json(
          { errors: [{ status: 429, code: 'too_many_searches', title: '', detail: 'Wait.' }] },
          { status: 429, headers: { 'retry-after': String(seconds) } },
        ),
      { once: true },
    ),
  )

test('keeps the list when the next page fails, says why, and asks for it again', async () => {
  await open('/find?sample=several-pages')
  await found('Chats with +1 202 555 0160')
  refuseNext(7)
  await userEvent.click(screen.getByRole('button', { name: 'Show more' }))
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('You have reached the search limit')
  expect(alert.textContent).toContain('You can try again in 7 s.')
  expect(rows()).toHaveLength(10)
  await userEvent.click(screen.getByRole('button', { name: 'Show more' }))
  await waitFor(() => expect(rows()).toHaveLength(20))
  expect(screen.queryByRole('alert')).toBeNull()
})

test('says that one may ask again once the wait is over, and runs no timer any longer', async () => {
  const started = vi.spyOn(globalThis, 'setInterval')
  const ended = vi.spyOn(globalThis, 'clearInterval')
  onTestFinished(() => void vi.restoreAllMocks())
  await open('/find?sample=several-pages')
  await found('Chats with +1 202 555 0160')
  refuseNext(1)
  await userEvent.click(screen.getByRole('button', { name: 'Show more' }))
  expect(await screen.findByText(/You can try again now\.$/)).toBeTruthy()
  const timers = started.mock.results.filter((_, index) => started.mock.calls[index]?.[1] === 250)
  expect(timers).toHaveLength(1)
  expect(ended.mock.calls).toContainEqual([timers[0]?.value])
})

test('says what was searched for where nothing is found, on which API, and what to try', async () => {
  await open('/find?sample=none')
  await heading('No chats with +1 202 555 0162')
  const main = screen.getByRole('main')
  expect(main.dataset['state']).toBe('nothing-found')
  expect(main.querySelector('[data-field=handle]')?.textContent).toBe('+12025550162')
  expect(main.querySelector('[data-field=api]')?.textContent).toBe('v3, Sandbox data')
  expect(main.textContent).toContain('Chats of API v2 cannot be found this way.')
})

const announced = () => screen.getByRole('main').querySelector('[role=status]')?.textContent

test('where nothing is found by an address, says that its case counts', async () => {
  await open('/')
  await userEvent.type(await box(), 'Nobody@example.com{Enter}')
  await heading('No chats with Nobody@example.com')
  expect(screen.getByRole('main').textContent).toContain('Check the spelling, upper and lower case included.')
})

test.each<[object, RegExp | string, string]>([
  [{ next_cursor: null, limit_reached: true }, /^Linq has more/, 'No chats that this list can show'],
  [{ next_cursor: 'next' }, 'Show more', 'No chats so far. Linq’s list has more pages.'],
])(
  'does not say that nothing is found where an empty page has %j, and offers no link to it',
  async (rest, below, above) => {
    server.use(http.post(`*${findPath}`, () => Response.json({ chats: [], ...rest })))
    onTestFinished(() => server.resetHandlers())
    await open('/find?sample=hits')
    expect(await screen.findByText(below)).toBeTruthy()
    const main = screen.getByRole('main')
    expect(main.dataset['state']).toBe('ready')
    expect([main.querySelector('[data-progress]')?.textContent, announced()]).toEqual([above, above])
    expect(screen.queryByRole('button', { name: /^Copy link/ })).toBeNull()
    expect(screen.queryByRole('table')).toBeNull()
  },
)

test('says at the end of a list whose limit is reached that Linq has more, and does not call it available', async () => {
  const chat = { id: '019e7a10-0000-7000-8000-000000000001', is_group: false, handles: [] }
  server.use(http.post(`*${findPath}`, () => Response.json({ chats: [chat], next_cursor: null, limit_reached: true })))
  onTestFinished(() => server.resetHandlers())
  await open('/find?sample=hits')
  expect(
    await screen.findByText('1 chat, not all that Linq has · API v3 · newest first, as Linq lists them'),
  ).toBeTruthy()
  expect(announced()).toBe('1 chat found, not all that Linq has')
  expect(screen.getByText(/^Linq has more chats than this list can show/)).toBeTruthy()
})

test('hides names, numbers and what was searched for', async () => {
  await open('/find?sample=hits&mask=1')
  await found('Chats with a number ending in 02')
  expect(document.body.innerHTML).not.toMatch(/\+?1? ?202 ?555|Volunteers|Field Team|sam@/)
  expect(rows()[0]?.querySelector('[data-field=own_line]')?.textContent).toContain('Participant A')
})

test('hides the number in the hint of the box, and on the page where nothing is found', async () => {
  await open('/?mask=1')
  await userEvent.type(await box(), '+12025550162')
  expect(await screen.findByText('Find chats with a number ending in 62')).toBeTruthy()
  await userEvent.keyboard('{Enter}')
  await heading('No chats with a number ending in 62')
  expect(screen.getByRole('main').textContent).not.toContain('555')
})

test('asks once which region a national number is from, and stores the region alone', async () => {
  await open('/')
  await userEvent.type(await box(), '020 7946 0958{Enter}')
  const select = await screen.findByLabelText<HTMLSelectElement>('Country or region of numbers without a country code')
  await waitFor(() => expect(document.activeElement).toBe(select))
  expect(searched).toEqual([])
  await userEvent.selectOptions(select, 'GB')
  expect(await screen.findByText('Find chats with +44 20 7946 0958')).toBeTruthy()
  expect([localStorage.length, localStorage.getItem('chat-console:region')]).toEqual([1, 'GB'])
  await userEvent.click(await box())
  expect(screen.getByText(/^Read as a number in United Kingdom \(\+44\)\./)).toBeTruthy()
  expect(screen.queryByLabelText('Country or region of numbers without a country code')).toBeNull()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(searched).toEqual([{ handle: '+442079460958' }]))
  await settled()
})

test.each([
  ['13343284472', '+1 334 328 4472'],
  ['2025550102', '+1 202 555 0102', 'US'],
  ['9876543210', '+91 98765 43210', 'IN'],
  ['447911123456', '+44 7911 123456'],
])(
  'offers %s as a chat, which takes the focus on Enter, and as a number second',
  async (text, words, region?: string) => {
    if (region !== undefined) localStorage.setItem('chat-console:region', region)
    await open('/')
    await userEvent.type(await box(), `${text}{Enter}`)
    const find = await screen.findByRole('button', { name: `Find chats with ${words}` })
    const chat = screen.getByRole('button', { name: `Open chat ${text}` })
    await waitFor(() => expect(document.activeElement).toBe(chat))
    // Nothing happens where the key is held.
    expect([true, false].map((repeat) => fireEvent.keyDown(chat, { key: 'Enter', repeat }))).toEqual([false, true])
    expect(chat.compareDocumentPosition(find)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
    expect(searched).toEqual([])
    await userEvent.click(find)
    await waitFor(() => expect(searched).toHaveLength(1))
    await settled()
  },
)

test.each([
  ['49 171 2345678', 'Find chats with +49 171 2345678'],
  ['45 101 102 103', null],
  ['45 32 12 34 56', 'Find chats with +45 32 12 34 56', 'DK'],
])('offers the IDs of %j, and sends it only by the button %j', async (text, words, region?: string) => {
  if (region !== undefined) localStorage.setItem('chat-console:region', region)
  await open('/')
  await userEvent.type(await box(), `${text}{Enter}`)
  const ids = await screen.findByRole('list', { name: 'IDs in this text' })
  expect(ids.textContent).toBe(text.replaceAll(' ', ''))
  expect(screen.getByRole('button', { name: /^Open all/ })).toBeTruthy()
  expect(screen.queryByLabelText('Country or region of numbers without a country code')).toBeNull()
  expect(searched).toEqual([])
  if (words === null) return expect(screen.queryByRole('button', { name: /^Find chats/ })).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: words }))
  await waitFor(() => expect(searched).toEqual([{ handle: words.replaceAll(/^Find chats with| /g, '') }]))
  await settled()
})

test('asks where digits in groups are from, and says where they are no number there', async () => {
  await open('/')
  await userEvent.type(await box(), '555 0102{Enter}')
  const select = await screen.findByLabelText('Country or region of numbers without a country code')
  await userEvent.selectOptions(select, 'US')
  expect(await screen.findByText(/^This is not a complete phone number\./)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Open all 2' })).toBeTruthy()
  expect(searched).toEqual([])
})

test.each([
  ['the one of the stored region on Enter', '{Enter}', '+4913343284472'],
  ['the one with a country code by its button', null, '+13343284472'],
])('offers both readings of digits that are valid with a country code and without: %s', async (_, keys, handle) => {
  localStorage.setItem('chat-console:region', 'DE')
  await open('/')
  await userEvent.type(await box(), '1-334-328-4472')
  expect(await screen.findByText('Find chats with +49 133 4 3284472')).toBeTruthy()
  const button = screen.getByRole('button', { name: 'Find chats with +1 334 328 4472, country code included' })
  if (keys) await userEvent.keyboard(keys)
  else await userEvent.click(button)
  await waitFor(() => expect(searched).toEqual([{ handle }]))
  await settled()
})

test.each(['+1 202 555 0102 and +1 202 555 0103', '45 46 sam@example.com', 'a@example.com, b@example.com'])(
  'finds nothing by %j, which is more than one number or address',
  async (text) => {
    await open('/')
    await userEvent.type(await box(), `${text}{Enter}`)
    expect(await screen.findByText('Find chats by one phone number or one email address at a time.')).toBeTruthy()
    expect(searched).toEqual([])
  },
)

test.each([
  ['(555) 1234', true],
  ['+1 555 12 34', false],
  ['001 555 12 34', false],
])('with a region stored, %j is read as a number there: %j', async (text, isUsed) => {
  localStorage.setItem('chat-console:region', 'ES')
  await open('/')
  await userEvent.type(await box(), `${text}{Enter}`)
  expect(await screen.findByText(/^This is not a complete phone number\./)).toBeTruthy()
  expect(screen.queryByText(/^Read as a number in Spain/) !== null).toBe(isUsed)
})

test.each([
  ['+1 202 555', /^This is not a complete phone number\./],
  ['sam@example', 'This is not a complete email address.'],
])('says that %j is not complete', async (text, words) => {
  await open('/')
  await userEvent.type(await box(), `${text}{Enter}`)
  expect(await screen.findByText(words)).toBeTruthy()
  expect(searched).toEqual([])
})

test.each(['+1 202 555 0102', '2025550102'])(
  'says so where the numbering plans for %j cannot be loaded',
  async (text) => {
    vi.spyOn(phoneChunk, 'load').mockRejectedValue(new Error('gone'))
    vi.spyOn(phoneChunk, 'use').mockReturnValue(null)
    onTestFinished(() => void vi.restoreAllMocks())
    await open('/')
    await userEvent.type(await box(), `${text}{Enter}`)
    expect(await screen.findByText('Phone numbers cannot be read right now. Reload the page.')).toBeTruthy()
    expect(searched).toEqual([])
  },
)

const offWords =
  'This looks like a phone number. Chats can only be looked up by ID. Finding them by number is off on this console or for your account.'

test('where it is off, says so, in the box and on its page, and sends nothing', async () => {
  await open('/', 'https://api.linqapp.com', undefined, false)
  const field = await screen.findByLabelText('Chat ID')
  await userEvent.type(field, '+12025550102{Enter}')
  expect(await screen.findByText(offWords)).toBeTruthy()
  cleanup()
  await open('/find', 'https://api.linqapp.com', undefined, false)
  await heading('Finding chats by number is off here')
  expect(searched).toEqual([])
})

test('a person who may not search is offered no search, and Enter sends nothing', async () => {
  const signIn = Object.assign(document.createElement('meta'), { name: 'linq-sign-in', content: 'oidc' })
  document.head.append(signIn)
  onTestFinished(() => signIn.remove())
  const person = { email: 'ann@example.com', name: 'Ann', id: 'a1', maySearch: false } as const
  const known = new QueryClient()
  known.setQueryData(sessionQuery().queryKey, { signIn: 'oidc', person, allowed: true, until: null })
  await open('/', 'https://api.linqapp.com', known)
  const field = await screen.findByLabelText('Chat ID')
  await userEvent.type(field, '+12025550102')
  expect(await screen.findByText(offWords)).toBeTruthy()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'))
  expect(searched).toEqual([])
})

test.each([400, 408, 413, 415])('the console’s own refusal of a body with %i is not blamed on Linq', async (status) => {
  server.use(
    http.post(`*${findPath}`, () =>
      Response.json(
        { errors: [{ status, code: 'bad_request', title: '', detail: 'The body did not arrive.' }] },
        { status },
      ),
    ),
  )
  onTestFinished(() => server.resetHandlers())
  await open('/find?sample=hits')
  await heading('The search did not reach the console')
  expect(screen.getByRole('main').textContent).toContain('Nothing was sent to Linq. Try again.')
})

test('a server that does not offer it leads to the page that says so', async () => {
  server.use(
    http.post(`*${findPath}`, () =>
      Response.json({ errors: [{ status: 403, code: 'find_off', title: '', detail: '' }] }, { status: 403 }),
    ),
  )
  onTestFinished(() => server.resetHandlers())
  await open('/find?sample=hits')
  expect(await heading('Finding chats by number is off here')).toBeTruthy()
})

test('a link without a number says that a search is not part of a link', async () => {
  await open({ pathname: '/find', state: { searchId: '1-2' } })
  expect(await heading('Nothing to search for')).toBeTruthy()
  expect(within(screen.getByRole('banner')).getByLabelText('Chat ID')).toBeTruthy()
  expect(searched).toEqual([])
})

/** A console with sign-in; the result changes who is signed in, as another tab does. */
async function openSignedIn(queryClient: QueryClient): Promise<(id: string | null) => Promise<void>> {
  const setting = document.head.appendChild(document.createElement('meta'))
  setting.name = 'linq-sign-in'
  setting.content = 'oidc'
  let person: Session['person'] = { id: 'ann', email: null, name: null }
  server.use(
    http.get('*/auth/session', () =>
      Response.json({ signIn: 'oidc', person, allowed: true, until: null } satisfies Session),
    ),
  )
  onTestFinished(() => {
    setting.remove()
    server.resetHandlers()
  })
  await open('/', null, queryClient)
  return async (id) => {
    person = id === null ? null : { id, email: null, name: null }
    await act(() => queryClient.invalidateQueries({ queryKey: sessionQuery().queryKey }))
  }
}

test('a search whose page never opened is forgotten as any other', async () => {
  const queryClient = new QueryClient()
  vi.useFakeTimers()
  const handle = parseHandle('+12025550102') ?? assert.fail()
  const state = rememberSearch(queryClient, { handle, formatted: '' })
  vi.advanceTimersByTime(keptMs)
  vi.useRealTimers()
  await open({ pathname: '/find', state }, null, queryClient)
  expect(await heading('Nothing to search for')).toBeTruthy()
  expect(searched).toEqual([])
})

test.each([[['bob']], [[null, 'bob']], [[null, 'ann']]])(
  'a change of the account to %j ends the search, and sends nothing',
  async (ids) => {
    const queryClient = new QueryClient()
    const signIn = await openSignedIn(queryClient)
    await userEvent.type(await box(), '+1 202 555 0102{Enter}')
    await found('Chats with +1 202 555 0102')
    // From the box in the header, which may still have the first one.
    await userEvent.type(await box(), '+1 202 555 0104{Enter}')
    await found('Chats with +1 202 555 0104')
    for (const id of ids) {
      await signIn(id)
      await heading(id === null ? 'Sign in to find chats' : 'Nothing to search for')
    }
    expect(document.body.innerHTML).not.toContain('555')
    expect(searched).toHaveLength(2)
  },
)

test.each([
  ['token-refused', 'unauthorized', 'Linq’s API v3 rejected the console’s token'],
  ['rate-limit', 'rate-limited', 'Too many lookups'],
  ['server-error', 'upstream-error', 'Linq returned an error'],
  ['not-a-list', 'bad-response', 'Linq’s response could not be read'],
])('the failure of the sample %s has the state %s', async (sample, state, title) => {
  await open(`/find?sample=${sample}`)
  await heading(title)
  expect(screen.getByRole('main').dataset['state']).toBe(state)
  expect(screen.getByRole('main').textContent).not.toContain('The chat itself')
})
