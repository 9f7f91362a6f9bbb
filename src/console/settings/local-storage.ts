import { useSyncExternalStore } from 'react'

import { isShot } from './url-overrides.ts'
import { renderContext } from './render-context.ts'

/** All that this console keeps on a device: how it looks, whether single keys work, and ids with times. Never a name or a number. */
type Key = 'theme' | 'zone' | 'keys' | 'recents'

const prefix = 'chat-console:'
const listeners = new Set<() => void>()

/** What is remembered, or null. A browser that forbids storage remembers nothing; a picture depends on nothing remembered. */
export function getStored(key: Key): string | null {
  // A server that draws the page remembers nothing either.
  if (isShot() || typeof document === 'undefined') return null
  try {
    return localStorage.getItem(prefix + key)
  } catch {
    return null
  }
}

export function setStored(key: Key, value: string): void {
  if (isShot()) return
  try {
    localStorage.setItem(prefix + key, value)
  } catch {
    // Full or forbidden: the choice holds as long as nothing else is asked of it.
  }
  for (const listener of listeners) listener()
}

export function removeStored(key: Key): void {
  try {
    localStorage.removeItem(prefix + key)
  } catch {
    // Nothing could be stored, so nothing is there.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // Another tab's change.
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

/** What is remembered under a key, kept current in this tab and with the others. */
export const useStored = (key: Key): string | null =>
  useSyncExternalStore(
    subscribe,
    () => getStored(key),
    // A page that came drawn is first drawn here as its server did. Of what is kept, it shows the zone alone.
    () => (key === 'zone' ? renderContext().zone : getStored(key)),
  )
