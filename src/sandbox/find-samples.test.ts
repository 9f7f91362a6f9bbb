import { expect, test } from 'vitest'

import { parseHandle } from '../linq/handle.ts'
import { findSamples } from './find-samples.ts'

test('each sample is a handle, and has a name that a link can have', () => {
  expect(findSamples.map(({ handle }) => parseHandle(handle))).toEqual(findSamples.map(({ handle }) => handle))
  expect(findSamples.map(({ id }) => encodeURIComponent(id))).toEqual(findSamples.map(({ id }) => id))
  expect(new Set(findSamples.map(({ id }) => id)).size).toBe(findSamples.length)
})
