import { deferredChunk, signInChunk } from '../chunks.ts'
import { createChunk, lazyRoute } from '../ui/lazy-component.tsx'

export const lookupChunk = createChunk(() => import('./lookup.tsx'))
export const bulkChunk = createChunk(() => import('./bulk.tsx'))
export const galleryChunk = createChunk(() => import('./qa.tsx'))

export const LookupRoute = lazyRoute(lookupChunk, (all) => all.LookupRoute)
export const BulkRoute = lazyRoute(bulkChunk, (all) => all.BulkRoute)
export const QaRoute = lazyRoute(galleryChunk, (all) => all.QaRoute)
export const SignInRoute = lazyRoute(signInChunk, (all) => all.SignInRoute)
export const NotAllowed = lazyRoute(signInChunk, (all) => all.NotAllowed)
export const NotFoundRoute = lazyRoute(deferredChunk, (all) => all.NotFoundRoute)
