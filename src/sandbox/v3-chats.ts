// What the sandbox answers for the samples of API v3.
import { documentedV3Chat, v3Failure } from '../linq/v3/example.ts'
import { v3Id } from './v3-samples.ts'

const [ours, other] = documentedV3Chat.handles

const handle = (digits: string, number: string, more: object = {}) => ({
  ...other,
  id: v3Id(digits),
  handle: number,
  ...more,
})

const withHealth = (status: string) => ({
  health_status: {
    status,
    doc_url: `https://docs.linqapp.com/chat-health#${status.toLowerCase()}`,
    updated_at: '2025-06-02T08:15:00.000Z',
  },
})

const leftAt = '2025-05-30T09:00:00.000Z'

/** By the last digits of its id: how a chat differs from the documented one. */
const chats: Record<string, object> = {
  '045': {},
  '301': {
    display_name: 'Saturday Volunteers',
    is_group: true,
    handles: [ours, other, handle('203', '+12025550103', { status: 'left', left_at: leftAt })],
  },
  '302': {
    display_name: 'Field Team',
    is_group: true,
    handles: [ours, other, handle('204', 'sam@example.com', { status: 'removed', left_at: leftAt })],
  },
  '303': { service: null, handles: [ours, { ...other, service: null }] },
  '304': { display_name: null },
  '306': withHealth('AT_RISK'),
  '307': withHealth('CRITICAL'),
  '308': withHealth('OPTED_OUT'),
  '309': {
    display_name: 'Family',
    is_group: true,
    is_archived: true,
    group_chat_icon: 'https://cdn.example.com/icons/family.png',
    handles: [ours, other, handle('205', '+12025550104', { service: 'RCS' })],
  },
  '310': {
    health_status: undefined,
    health_score: { score: 42, reason: 'Few replies', updated_at: '2025-06-02T08:15:00.000Z' },
  },
  '109': { handles: [ours] },
  '321': {
    created_at: '2025-05-21T20:30:00Z',
    service: undefined,
    handles: [
      { handle: '+12025550101', is_me: true },
      { handle: '+12025550102', service: 'SMS' },
    ],
  },
}

const replyWith = (status: number, body: object) => Response.json(body, { status })

/** A failure of API v3. */
export const fail = (status: number, code: number, message: string, more: object = {}): Response =>
  replyWith(status, v3Failure(status, code, message, more))

const notFound = () => fail(404, 2001, 'Chat not found')

/** The documented failures by their status. */
export const failures: Record<string, () => Response> = {
  '401': () => fail(401, 2004, 'Unauthorized'),
  '403': () => fail(403, 2005, 'Forbidden'),
  '404': notFound,
  '429': () => fail(429, 1007, 'Rate limit exceeded', { retry_after: 30 }),
  '500': () => fail(500, 3001, 'Internal server error'),
}

/** Whether a request has a token of API v3. */
export const isSignedIn = ({ headers }: Request): boolean => /^Bearer \S/.test(headers.get('authorization') ?? '')

const samples = Object.entries(chats).map(([digits, chat]) => ({
  ...documentedV3Chat,
  id: v3Id(digits),
  ...chat,
}))

const madeId = /^00000000-0000-4000-8001-(\d{12})$/

/** The numbers whose chats are made when they are asked for, and how many each has. */
const many = { handle: '+12025550161', count: 620 }
export const several = { handle: '+12025550160', count: 23 }
const madeInAll = many.count + several.count

const healths = ['HEALTHY', 'HEALTHY', 'AT_RISK', 'CRITICAL', 'OPTED_OUT']

/** Makes the chat of a place in the list of all that are made, from 1 on; the first has the latest update. */
function makeChat(place: number): { id: string } {
  const number = place > many.count ? several.handle : many.handle
  const time = new Date(Date.UTC(2025, 5, 2, 8, 15) - place * 3_600_000).toISOString()
  const isGroup = place % 4 === 0
  const chat = {
    ...documentedV3Chat,
    ...withHealth(healths[place % healths.length] ?? ''),
    id: `00000000-0000-4000-8001-${String(place).padStart(12, '0')}`,
    created_at: time,
    updated_at: time,
    display_name: isGroup ? `Delivery route ${place}` : number,
    is_group: isGroup,
    handles: [
      { ...ours, joined_at: time },
      handle('206', number, { joined_at: time }),
      ...(isGroup ? [handle('207', '+12025550163', { joined_at: time })] : []),
    ],
  }
  return chat
}

/** All chats of API v3, as "Get a chat" answers with them. */
export const v3Chats = (): { id: string }[] => [
  ...samples,
  ...Array.from({ length: madeInAll }, (_, index) => makeChat(index + 1)),
]

/** Answers "Get a chat" of API v3. Its trace id is in the body of a failure only. */
export function answerV3(id: string, request: Request): Response {
  if (!isSignedIn(request)) return fail(401, 2004, 'Send the header Authorization: Bearer')
  const place = Number(madeId.exec(id)?.[1] ?? 0)
  const chat = place > 0 && place <= madeInAll ? makeChat(place) : samples.find((known) => known.id === id)
  if (chat) return replyWith(200, chat)
  const digits = id.slice(-3)
  return ((id === v3Id(digits) && failures[digits]) || notFound)()
}
