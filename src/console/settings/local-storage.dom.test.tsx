import { expect, onTestFinished, test, vi } from 'vitest'

import { getStored, setStored } from './local-storage.ts'

test('a choice holds for the page while storage is full, and is stored once it is not', () => {
  onTestFinished(() => void vi.unstubAllGlobals())
  const stored = new Map<string, string>()
  let isFull = false
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (isFull) throw new DOMException('full', 'QuotaExceededError')
      stored.set(key, value)
    },
  })
  setStored('keys', 'on')
  isFull = true
  setStored('keys', 'off')
  expect(getStored('keys')).toBe('off')
  isFull = false
  setStored('keys', 'on')
  expect([getStored('keys'), stored.get('chat-console:keys')]).toEqual(['on', 'on'])
})
