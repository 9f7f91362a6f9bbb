import { documentedChat } from '../linq/v2/example.ts'

// Phone numbers are from the range reserved for fiction (+1 202 555 01xx), e-mail addresses from example.com.
const joined = '2025-05-21T15:30:00.000-05:00'
const phone = (n: number) => `+12025550${100 + n}`
const participant = (id: number, phone_number: string, service = 'iMessage', joined_at = joined) => ({
  id,
  phone_number,
  service,
  joined_at,
})
const pair = [participant(201, phone(1)), participant(202, phone(2))]

const variant = (id: number, changes: object) => ({ data: { ...documentedChat.data, id, ...changes } })

const twoDigits = (n: number) => String(n).padStart(2, '0')

const groupOf32 = Array.from({ length: 32 }, (_, index) =>
  participant(
    300 + index,
    phone(30 + index),
    'SMS',
    `2025-06-${twoDigits((index % 28) + 1)}T09:${twoDigits(index)}:00.000-05:00`,
  ),
)

/** The bodies of the samples that are chats. */
export const chats = {
  '45': documentedChat,
  '101': variant(101, {
    display_name: 'Harbor Coffee',
    service: 'RCS',
    message_count: 8,
    chat_handles: pair.map((entry) => ({ ...entry, service: 'RCS' })),
  }),
  '102': variant(102, {
    display_name: 'Saturday Volunteers',
    service: 'SMS',
    group: true,
    message_count: 1284,
    chat_handles: groupOf32,
  }),
  '103': variant(103, {
    display_name: 'ana.lopez@example.com',
    message_count: 3,
    chat_handles: [pair[0], participant(203, 'ana.lopez@example.com')],
  }),
  '104': variant(104, {
    display_name: 'Field Team',
    group: true,
    message_count: 212,
    chat_handles: [...pair, participant(204, phone(3), 'SMS'), participant(205, phone(4), 'RCS')],
  }),
  '105': variant(105, { display_name: '', message_count: 6, chat_handles: pair }),
  '106': variant(106, { display_name: null, service: null, chat_handles: pair }),
  '107': variant(107, {
    display_name: 'Orbit Support',
    service: 'Satellite',
    chat_handles: [participant(206, phone(5), 'Satellite'), pair[1]],
  }),
  '108': variant(108, { display_name: 'Archived Group', group: true, chat_handles: [] }),
  '109': variant(109, { display_name: 'Note to Self', message_count: 41, chat_handles: [pair[0]] }),
  '110': variant(110, { display_name: 'Mira Castell', message_count: 0, chat_handles: pair }),
  '111': variant(111, {
    display_name:
      'The Very Long and Winding Regional Coordination Group for the Northern Delivery Drivers, Night Shift Supervisors, Warehouse Leads and Everybody Who Was Added After the Spring Meeting in the Old Town Hall, Part Two',
    group: true,
    chat_handles: [
      participant(207, `${'a-very-long-mailbox-name-'.repeat(3)}that-goes-on@${'subdomain.'.repeat(4)}example.com`),
      pair[1],
    ],
  }),
  '112': variant(112, {
    display_name: 'فريق الدعم \u202Eevil\u202C, צוות התמיכה',
    group: true,
    message_count: 27,
    chat_handles: pair,
  }),
  '113': variant(113, {
    display_name: 'Family 👩‍👩‍👧‍👦 & friends 🏳️‍🌈 🇲🇽',
    group: true,
    message_count: 99,
    chat_handles: pair,
  }),
  '121': variant(121, { chat_handles: [phone(1), 'sam@example.com'] }),
  '122': variant(122, {
    chat_handles: [
      { identifier: phone(1), is_me: true },
      { identifier: 'sam@example.com', is_me: false },
    ],
  }),
  '123': variant(123, {
    id: '123',
    message_count: '15',
    chat_handles: pair.map((entry) => ({ ...entry, id: String(entry.id) })),
  }),
  '124': variant(124, {
    chat_handles: [
      participant(208, phone(1), 'iMessage', '2025-05-21 15:30:00 -0600'),
      participant(209, phone(2), 'iMessage', '2025-05-21T20:30:00Z'),
      { ...participant(210, phone(3)), joined_at: null },
      participant(211, phone(4), 'iMessage', 'last Tuesday'),
    ],
  }),
  '125': { ...documentedChat.data, id: 125 },
  '126': variant(126, {
    archived: false,
    labels: ['vip'],
    chat_handles: pair.map((entry) => ({ ...entry, country: 'US' })),
  }),
  '127': { data: { id: 127 } },
}
