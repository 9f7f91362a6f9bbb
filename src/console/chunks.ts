// The code that is not part of the first load. Each chunk is one file of the build, with the modules that it names and
// whatever else they need. `load-order.ts` says when each is fetched.
import { createChunk } from './ui/lazy-component.tsx'

/** What completes the page of a chat below its first picture, and what hydrates it. */
export const chatChunk = createChunk(() => import('./chunks/chat.ts'))

/** What any page may need, much of it at a moment when nothing can be fetched any more. */
export const deferredChunk = createChunk(() => import('./chunks/deferred.ts'))

/** The table of a chat with hundreds of participants. */
export const largeChunk = createChunk(() => import('./chunks/large.ts'))

/** The pages of signing in. */
export const signInChunk = createChunk(() => import('./chunks/sign-in.ts'))

/** What a page needs for a picture, and the states that only pictures show. */
export const screenshotChunk = createChunk(() => import('./chunks/screenshot.ts'))
