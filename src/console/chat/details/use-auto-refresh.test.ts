import { expect, test } from 'vitest'

import type { Chat, Participant } from '../../../linq/chat.ts'
import { readChat } from '../../../linq/read-chat.ts'
import { parseChatId } from '../../../linq/chat-id.ts'
import { changesSince } from '../participants/changes.ts'

const chat = (message_count: number, chat_handles: object[] | null) =>
  readChat(JSON.stringify({ data: { id: 45, message_count, chat_handles } }), parseChatId('45') ?? expect.unreachable())
    .chat ?? expect.unreachable()

test('reports nothing while nothing changes', () => {
  const changes = changesSince(chat(15, [{ id: 1 }]), chat(15, [{ id: 1 }]))
  expect(changes).toMatchObject({ before: {}, removed: [], count: 0 })
  expect(changes.isNew({ id: '1', address: null, service: null, joinedAt: null })).toBe(false)
})

test('reports the earlier count, and new and removed participants', () => {
  const changes = changesSince(
    chat(15, [{ id: 1 }, { phone_number: 'a@example.com' }]),
    chat(17, [{ id: 1 }, { id: 2 }]),
  )
  expect(changes).toMatchObject({ before: { messageCount: '15' }, count: 3 })
  expect(changes.isNew({ id: '2', address: null, service: null, joinedAt: null })).toBe(true)
  expect(changes.removed.map(({ address }) => address)).toEqual(['a@example.com'])
})

test('reports the earlier fields of the chat and of its participants', () => {
  const [first, now] = [chat(15, [{ id: 1 }, { id: 2, service: 'SMS' }, { id: 3 }]), chat(15, [{ id: 1 }, { id: 3 }])]
  Object.assign(now, { displayName: 'New name', service: 'RCS', group: true })
  const changed = { id: '2', address: undefined, service: 'RCS', joinedAt: undefined }
  now.participants?.splice(1, 0, changed)
  const changes = changesSince({ ...first, displayName: 'Name', service: null }, now)
  expect(changes).toMatchObject({
    before: { displayName: 'Name', service: null, group: undefined },
    removed: [],
    count: 4,
  })
  expect(changes.isNew(changed)).toBe(false)
  expect(changes.beforeOf(changed)).toMatchObject({ id: '2', service: 'SMS' })
})

test('compares nothing with a list that was not sent', () => {
  expect(changesSince(chat(15, [{ id: 1 }]), chat(16, null))).toMatchObject({
    before: { messageCount: '15' },
    removed: [],
    count: 2,
  })
})

const identity = ({ id, address }: Participant) => id ?? address

/** What a comparison of everybody with everybody finds. */
function compared(first: Chat, now: Chat) {
  const before = new Set(first.participants?.map(identity))
  const after = new Set(now.participants?.map(identity))
  return {
    added: now.participants?.filter((one) => !before.has(identity(one))),
    removed: first.participants?.filter((one) => !after.has(identity(one))),
  }
}

test('skips equal starts and ends with the same result', () => {
  let seed = 45
  const any = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
  const one = (): Participant => {
    const [id, address] = [any(9), any(3)]
    return {
      id: id === 0 ? null : String(id),
      address: address === 0 ? null : `+1${address}`,
      service: null,
      joinedAt: null,
    }
  }
  for (let round = 0; round < 2000; round += 1) {
    const before = Array.from({ length: any(6) }, one)
    const after = before.toSpliced(any(6), any(3), ...Array.from({ length: any(3) }, one))
    const [first, now] = [before, after].map((participants) => ({ ...chat(1, []), participants }))
    if (!first || !now) expect.unreachable()
    const { isNew, removed } = changesSince(first, now)
    expect({ added: after.filter(isNew), removed }, JSON.stringify([before, after])).toEqual(compared(first, now))
  }
})
