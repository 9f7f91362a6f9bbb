import { useSyncExternalStore } from 'react'

import { isShot } from './url-overrides.ts'
import { renderContext } from './render-context.ts'

/** Everything that is stored in the browser. Names and numbers never are. */
type Key = 'theme' | 'zone' | 'keys' | 'recents' | 'region'

const prefix = 'chat-console:'
const listeners = new Set<() => void>()

/** The values of this page that the browser did not store: storage is blocked or full. */
const held = new Map<Key, string>()

/** Null without a value, and in a screenshot. */
export function getStored(key: Key): string | null {
  if (isShot() || typeof document === 'undefined') return null
  const own = held.get(key)
  if (own !== undefined) return own
  try {
    return localStorage.getItem(prefix + key)
  } catch {
    return null
  }
}

/** Stores a value, for this page alone where the browser does not; null removes it. */
export function setStored(key: Key, value: string | null): void {
  if (isShot()) return
  held.delete(key)
  try {
    if (value === null) localStorage.removeItem(prefix + key)
    else localStorage.setItem(prefix + key, value)
  } catch {
    if (value !== null) held.set(key, value)
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // Fires for changes in other tabs.
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

/** A stored value, kept in sync between tabs. */
export const useStored = (key: Key): string | null =>
  useSyncExternalStore(
    subscribe,
    () => getStored(key),
    // Hydration has to render what the server did, and the server knows only the zone.
    () => (key === 'zone' ? renderContext().zone : getStored(key)),
  )
