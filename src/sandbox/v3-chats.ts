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

const fail = (status: number, code: number, message: string, more: object = {}) =>
  replyWith(status, v3Failure(status, code, message, more))

const notFound = () => fail(404, 2001, 'Chat not found')

/** By the last digits of its id, which are the status. */
const failures: Record<string, () => Response> = {
  '401': () => fail(401, 2004, 'Unauthorized'),
  '403': () => fail(403, 2005, 'Forbidden'),
  '404': notFound,
  '429': () => fail(429, 1007, 'Rate limit exceeded', { retry_after: 30 }),
  '500': () => fail(500, 3001, 'Internal server error'),
}

/** Answers "Get a chat" of API v3. Its trace id is in the body of a failure only. */
export function answerV3(id: string, isSignedIn: boolean): Response {
  if (!isSignedIn) return fail(401, 2004, 'Send the header Authorization: Bearer')
  const digits = id.slice(-3)
  if (id !== v3Id(digits)) return notFound()
  const chat = chats[digits]
  if (chat) return replyWith(200, { ...documentedV3Chat, id, ...chat })
  return (failures[digits] ?? notFound)()
}
