import { expect, test } from 'vitest'

import { type CallContext, createCoalescer } from './coalesce.ts'

/** A call that is ended by the test. */
function controlled() {
  const calls: (CallContext & { end: (result: string) => void })[] = []
  const make = async (call: CallContext) =>
    await new Promise<string>((resolve) => {
      calls.push({ ...call, end: resolve })
      call.onSent()
    })
  return { calls, make }
}

const staying = () => new AbortController().signal
const broken = async () => await Promise.reject(new Error('broken'))

test('a thousand lookups of one key share one call', async () => {
  const { calls, make } = controlled()
  const coalesce = createCoalescer<string>()
  const asked = Array.from({ length: 1000 }, () => coalesce('45', { fresh: false, client: staying() }, make))
  expect(calls).toHaveLength(1)
  calls[0]?.end('answer')
  const results = await Promise.all(asked)
  expect(results.filter(({ shared }) => !shared)).toHaveLength(1)
  expect(new Set(results.map(({ result }) => result))).toEqual(new Set(['answer']))
})

test('another key is another call, and so is the same one afterwards', async () => {
  const { calls, make } = controlled()
  const coalesce = createCoalescer<string>()
  const first = coalesce('45', { fresh: false, client: staying() }, make)
  const other = coalesce('46', { fresh: false, client: staying() }, make)
  calls[0]?.end('a')
  calls[1]?.end('b')
  expect([(await first).result, (await other).result]).toEqual(['a', 'b'])
  void coalesce('45', { fresh: false, client: staying() }, make)
  expect(calls).toHaveLength(3)
})

test('a refresh makes a new call, and later lookups join the new one', async () => {
  const { calls, make } = controlled()
  const coalesce = createCoalescer<string>()
  const early = coalesce('45', { fresh: false, client: staying() }, make)
  const refresh = coalesce('45', { fresh: true, client: staying() }, make)
  const late = coalesce('45', { fresh: false, client: staying() }, make)
  expect(calls).toHaveLength(2)
  calls[0]?.end('old')
  calls[1]?.end('new')
  expect([(await early).result, (await refresh).result, (await late).result]).toEqual(['old', 'new', 'new'])
})

test('a refresh joins a call that has not been sent yet', async () => {
  const coalesce = createCoalescer<string>()
  let made = 0
  const make = async () => {
    made += 1
    return await Promise.resolve('answer')
  }
  await Promise.all([false, true].map((fresh) => coalesce('45', { fresh, client: staying() }, make)))
  expect(made).toBe(1)
})

test('a call is cancelled when its last waiter disconnects, not before', async () => {
  const { calls, make } = controlled()
  const coalesce = createCoalescer<string>()
  const leaving = [new AbortController(), new AbortController()] as const
  const asked = leaving.map(({ signal }) => coalesce('45', { fresh: false, client: signal }, make))
  leaving[0].abort()
  expect(await asked[0]).toMatchObject({ result: 'left' })
  expect(calls[0]?.signal.aborted).toBe(false)
  leaving[1].abort()
  expect(await asked[1]).toMatchObject({ result: 'left' })
  expect(calls[0]?.signal.aborted).toBe(true)
  // A cancelled call cannot be joined.
  void coalesce('45', { fresh: false, client: staying() }, make)
  expect(calls).toHaveLength(2)
})

test('every lookup that shares a failed call gets its error', async () => {
  const coalesce = createCoalescer<string>()
  const asked = [1, 2, 3].map(() => coalesce('45', { fresh: false, client: staying() }, broken))
  const outcomes = await Promise.allSettled(asked)
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
})
