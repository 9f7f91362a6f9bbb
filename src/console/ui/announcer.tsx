import { isShot } from '../settings/url-overrides.ts'

/** How long a text has to stand before it is announced, in milliseconds: a person who types hears only the last one. */
const pause = 600

const elementId = 'announcer'

let pending: ReturnType<typeof setTimeout> | undefined

const write = (text: string) => {
  const region = document.getElementById(elementId)
  if (region) region.textContent = text
}

/**
 * Has screen readers say a text once, after a pause. A text that replaces another in the meantime is said in its place.
 * An empty text cancels what has not been said yet.
 */
export function announce(text: string): void {
  clearTimeout(pending)
  // Emptied first: the same text twice would be no change, and not announced.
  write('')
  // A picture must not change once it is ready.
  if (isShot()) write(text)
  else if (text) pending = setTimeout(() => write(text), pause)
}

/** The live region of {@link announce}. It is always mounted: one that is mounted with its text is often not announced. */
export const Announcer = () => <div id={elementId} role="status" className="sr-only" />
