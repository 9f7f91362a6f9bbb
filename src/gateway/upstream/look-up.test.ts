import { expect, test, vi } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { documentedChat } from '../../linq/v2/example.ts'
import { type CircuitBreaker, neverOpen } from './circuit-breaker.ts'
import { createConcurrencyLimit } from './concurrency.ts'
import { createLookUp } from './look-up.ts'
import { createMemoryBudget } from './memory-budget.ts'

const id = parseChatId('45') ?? expect.unreachable()

const client = new AbortController().signal
const options = {
  origin: 'https://linq.test',
  tokens: { v2: 'unit-token-93a7', v3: 'unit-token-93a7' },
  masked: false,
  coalesce: true,
  leaseMs: 2000,
  deadlines: { connect: 1000, headers: 1000, total: 1000 },
  reserve: createMemoryBudget(1000),
  breakers: neverOpen,
  onEvent: () => {},
}

test('releases the memory of a body only when it has been read', async () => {
  const order: string[] = []
  const lookUp = createLookUp({
    ...options,
    upstream: (_, receiver) => {
      receiver.head(200, new Headers())
      receiver.data(new TextEncoder().encode(JSON.stringify(documentedChat)))
      receiver.end()
    },
    concurrency: createConcurrencyLimit({ running: 1, waiting: 0, leaseMs: Infinity }),
    reserve: () => ({ grow: () => true, release: () => order.push('released') }),
    onEvent: ({ kind }) => order.push(kind),
  })
  expect((await lookUp(id, { fresh: false, client })).status).toBe(200)
  expect(order).toEqual(['called', 'released'])
})

test('a call that throws gives its slot and the trial of the circuit breaker back', async () => {
  const record = vi.fn<CircuitBreaker['record']>()
  const concurrency = createConcurrencyLimit({ running: 1, waiting: 0, leaseMs: Infinity })
  const lookUp = createLookUp({
    ...options,
    upstream: () => {
      throw new Error('bug')
    },
    concurrency,
    breakers: { ...neverOpen, v2: { ...neverOpen.v2, record } },
  })
  await expect(lookUp(id, { fresh: false, client })).rejects.toThrow('bug')
  expect(record.mock.calls).toEqual([[id, 'unknown']])
  expect(concurrency.counts()).toEqual({ running: 0, waiting: 0 })
})
