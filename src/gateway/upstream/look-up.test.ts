import { expect, test, vi } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'
import { createConcurrencyLimit } from './concurrency.ts'
import { createLookUp } from './look-up.ts'
import { createMemoryBudget } from './memory-budget.ts'

const id = parseChatId('45') ?? expect.unreachable()

test('a call that throws gives its slot and the trial of the circuit breaker back', async () => {
  const record = vi.fn<CircuitBreaker['record']>()
  const concurrency = createConcurrencyLimit({ running: 1, waiting: 0, leaseMs: Infinity })
  const lookUp = createLookUp({
    upstream: () => {
      throw new Error('bug')
    },
    origin: 'https://linq.test',
    token: 'unit-token-93a7',
    masked: false,
    coalesce: true,
    deadlines: { connect: 1000, headers: 1000, whole: 1000 },
    concurrency,
    reserve: createMemoryBudget(1000),
    breaker: { wait: () => 0, record, isReachable: () => true },
    onEvent: () => {},
  })
  await expect(lookUp(id, { fresh: false, client: new AbortController().signal })).rejects.toThrow('bug')
  expect(record.mock.calls).toEqual([[id, 'unknown']])
  expect(concurrency.counts()).toEqual({ running: 0, waiting: 0 })
})
