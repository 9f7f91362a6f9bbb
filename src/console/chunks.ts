// The code that is not part of the first load. Each chunk is one file of the build, with the modules that it names and
// whatever else they need. `load-order.ts` says when each is fetched.
import { largeAnswers } from './data/load-large.ts'
import { createChunk } from './ui/lazy-component.tsx'

/** A chat's page. */
export const chatChunk = createChunk(() => import('./chunks/chat.ts'))

/** What any page may need, often when the network is down. */
export const deferredChunk = createChunk(() => import('./chunks/deferred.ts'))

/** The code for large answers, and the table of many participants. An answer waits for it (`data/read-reply.ts`). */
export const largeChunk = createChunk(() => import('./chunks/large.ts'))
largeAnswers.load = largeChunk.load

export const signInChunk = createChunk(() => import('./chunks/sign-in.ts'))

/** What only screenshots need. */
export const screenshotChunk = createChunk(() => import('./chunks/screenshot.ts'))
