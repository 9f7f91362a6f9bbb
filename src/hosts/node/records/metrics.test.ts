import { expect, test } from 'vitest'

import { createMetrics } from './metrics.ts'

const metricsOf = async (build: string) =>
  await createMetrics(build, () => ({ running: 0, waiting: 0 })).registry.metrics()

test.each([
  ['1.2.3+0a1b2c3', 'version="1.2.3",commit="0a1b2c3"'],
  ['1.2.3', 'version="1.2.3",commit=""'],
])('says that %s runs, and on which Node', async (build, labels) => {
  expect(await metricsOf(build)).toContain(`chat_console_build_info{${labels},node="${process.version}"} 1\n`)
})

test('begins each failure and each reason of overload with 0, so that an alert sees the first one', async () => {
  const text = await metricsOf('1.2.3')
  for (const state of ['ok', 'upstream_unauthorized', 'audit_unavailable', 'internal_error'])
    expect(text).toContain(`chat_console_requests_total{state="${state}"} 0\n`)
  expect(text).toContain('chat_console_shed_total{reason="overloaded"} 0\n')
})

test('counts searches by their result, and not the lookups beside them', async () => {
  const { onEvent, registry } = createMetrics('1.2.3', () => ({ running: 0, waiting: 0 }))
  const ended = { kind: 'ended', status: 200, seconds: 0.1 } as const
  onEvent({ ...ended, target: 'chat', code: null })
  onEvent({ ...ended, target: 'find', code: null })
  onEvent({ ...ended, target: 'find', code: 'too_many_searches' })
  const text = await registry.metrics()
  for (const [state, count] of Object.entries({ ok: 1, too_many_searches: 1, find_off: 0 }))
    expect(text).toContain(`chat_console_searches_total{state="${state}"} ${count}\n`)
  expect(text).toContain('chat_console_requests_total{state="ok"} 2\n')
})
