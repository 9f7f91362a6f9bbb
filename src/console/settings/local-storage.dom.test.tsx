import { expect, onTestFinished, test, vi } from 'vitest'

import { getStored, setStored } from './local-storage.ts'

test('a choice holds for the page while storage is full, and is stored once it is not', () => {
  onTestFinished(() => localStorage.clear())
  setStored('keys', 'on')
  const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  setStored('keys', 'off')
  expect(getStored('keys')).toBe('off')
  full.mockRestore()
  setStored('keys', 'on')
  expect([getStored('keys'), localStorage.getItem('chat-console:keys')]).toEqual(['on', 'on'])
})
