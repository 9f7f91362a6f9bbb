import { expect, test } from 'vitest'

import { readChat } from '../../linq/chat.ts'
import { parseChatId } from '../../linq/chat-id.ts'
import { changesSince } from './watch.ts'

const chat = (message_count: number, chat_handles: object[] | null) =>
  readChat(JSON.stringify({ data: { id: 45, message_count, chat_handles } }), parseChatId('45') ?? expect.unreachable())
    .chat ?? expect.unreachable()

test('says nothing while nothing changes', () => {
  const changes = changesSince(chat(15, [{ id: 1 }]), chat(15, [{ id: 1 }]))
  expect(changes).toMatchObject({ countBefore: null, gone: [] })
  expect(changes.isNew({ id: '1', address: null, service: null, joinedAt: null })).toBe(false)
})

test('tells the count before, who is new and who is gone', () => {
  const changes = changesSince(
    chat(15, [{ id: 1 }, { phone_number: 'a@example.com' }]),
    chat(17, [{ id: 1 }, { id: 2 }]),
  )
  expect(changes.countBefore).toBe('15')
  expect(changes.isNew({ id: '2', address: null, service: null, joinedAt: null })).toBe(true)
  expect(changes.gone.map(({ address }) => address)).toEqual(['a@example.com'])
})

test('draws no conclusions from a list that was not sent', () => {
  expect(changesSince(chat(15, [{ id: 1 }]), chat(16, null))).toMatchObject({ countBefore: '15', gone: [] })
})
