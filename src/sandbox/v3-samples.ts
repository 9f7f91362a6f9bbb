// Sample chats and failures of API v3.
import { documentedV3Chat, v3Failure } from '../linq/v3/example.ts'
import type { ChatFailure } from '../urls/page-states.ts'
import type { Sample } from './samples.ts'

/** Reserved ids differ in their last three digits, which are those of a similar sample of API v2 where there is one. */
const prefix = '00000000-0000-4000-8000-000000000'

const chat = (digits: string, label: string, body: object, kind: Sample['kind'] = 'chat') => {
  const id = `${prefix}${digits}`
  return { id, label, state: 'ready' as const, kind, status: 200, body: { ...documentedV3Chat, id, ...body } }
}

const failure = (
  label: string,
  state: ChatFailure,
  [status, code, message]: [status: number, code: number, message: string],
  more: object = {},
) => {
  const id = `${prefix}${status}`
  return { id, label, state, kind: 'failure' as const, status, body: v3Failure(status, code, message, more) }
}

const [ours, other] = documentedV3Chat.handles

const handle = (digits: string, number: string, more: object = {}) => ({
  ...other,
  id: `${prefix}${digits}`,
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

/** The chats and failures with what the sandbox answers. Any other UUID is answered with the documented 404. */
const answers = [
  chat('045', 'Every documented field', {}),
  chat('301', 'Somebody has left', {
    display_name: 'Saturday Volunteers',
    is_group: true,
    handles: [ours, other, handle('203', '+12025550103', { status: 'left', left_at: leftAt })],
  }),
  chat('302', 'Somebody was removed', {
    display_name: 'Field Team',
    is_group: true,
    handles: [ours, other, handle('204', 'sam@example.com', { status: 'removed', left_at: leftAt })],
  }),
  chat('303', 'No service', { service: null, handles: [ours, { ...other, service: null }] }),
  chat('304', 'No name', { display_name: null }),
  chat('306', 'Health: at risk', withHealth('AT_RISK')),
  chat('307', 'Health: critical', withHealth('CRITICAL')),
  chat('308', 'Health: opted out', withHealth('OPTED_OUT')),
  chat('309', 'A group with an icon, archived', {
    display_name: 'Family',
    is_group: true,
    is_archived: true,
    group_chat_icon: 'https://cdn.example.com/icons/family.png',
    handles: [ours, other, handle('205', '+12025550104', { service: 'RCS' })],
  }),
  chat('310', 'Health as a score', {
    health_status: undefined,
    health_score: { score: 42, reason: 'Few replies', updated_at: '2025-06-02T08:15:00.000Z' },
  }),
  chat('109', 'One participant', { handles: [ours] }, 'drift'),
  chat(
    '321',
    'Handles without an ID and a time',
    {
      created_at: '2025-05-21T20:30:00Z',
      service: undefined,
      handles: [
        { handle: '+12025550101', is_me: true },
        { handle: '+12025550102', service: 'SMS' },
      ],
    },
    'drift',
  ),
  failure('Token refused (401, code 2004)', 'unauthorized', [401, 2004, 'Unauthorized']),
  failure('Token may not read this chat (403, code 2005)', 'unauthorized', [403, 2005, 'Forbidden']),
  failure('No such chat (404, code 2001)', 'not-found', [404, 2001, 'Chat not found']),
  failure('Rate limit (429, code 1007)', 'rate-limited', [429, 1007, 'Rate limit exceeded'], { retry_after: 30 }),
  failure('Server error (500, code 3001)', 'upstream-error', [500, 3001, 'Internal server error']),
] satisfies (Sample & { status: number; body: object })[]

/** Every id of API v3 that the sandbox answers with something else than the documented 404, and that one. */
export const v3Samples: readonly Sample[] = answers.map(({ id, label, state, kind }) => ({ id, label, state, kind }))

const replyWith = (status: number, body: object) => Response.json(body, { status })

/** Answers "Get a chat" of API v3. Its trace id is in the body of a failure only. */
export function answerV3(id: string, isSignedIn: boolean): Response {
  if (!isSignedIn) return replyWith(401, v3Failure(401, 2004, 'Send the header Authorization: Bearer'))
  const { status, body } = answers.find((answer) => answer.id === id) ?? {
    status: 404,
    body: v3Failure(404, 2001, 'Chat not found'),
  }
  return replyWith(status, body)
}
