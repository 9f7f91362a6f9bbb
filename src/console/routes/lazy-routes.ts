import type { ComponentType } from 'react'

import type { PageName } from '../../urls/pages.ts'
import { chatChunk, deferredChunk, signInChunk } from '../chunks.ts'
import { type Chunk, createChunk, lazyRoute } from '../ui/lazy-component.tsx'

/** The code of each page, with its component as `Route`. */
export const routeChunks = {
  lookup: createChunk(() => import('./lookup.tsx')),
  several: createChunk(() => import('./bulk.tsx')),
  find: createChunk(() => import('./find.tsx')),
  chat: chatChunk,
  qa: createChunk(() => import('./qa.tsx')),
  'sign-in': signInChunk,
} satisfies Record<PageName, Chunk<{ Route: ComponentType }>>

export const NotAllowed = lazyRoute(signInChunk, (all) => all.NotAllowed)
export const NotFoundRoute = lazyRoute(deferredChunk, (all) => all.NotFoundRoute)
