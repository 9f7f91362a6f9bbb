import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'

import { ChatLookupError } from '../../data/failure.ts'
import { useAutoRetry } from './use-auto-retry.ts'

const Countdown = ({ error }: { error: ChatLookupError }) => useAutoRetry(error, () => {})?.left

test('the first render shows the whole delay, whatever the clock reads: the browser hydrates what a server rendered', () => {
  const readings = Array.from({ length: 1000 }, (_, index) => index * 1234.567891234)
  const shown = readings.map((receivedAt) =>
    renderToString(
      createElement(Countdown, { error: new ChatLookupError('rate-limited', { retryAfter: 30, receivedAt }) }),
    ),
  )
  expect(new Set(shown)).toEqual(new Set(['30']))
})
