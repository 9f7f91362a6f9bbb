import { deferredChunk, signInChunk } from '../chunks.ts'
import { createChunk, lazyComponent } from '../ui/lazy-component.tsx'

export const lookupChunk = createChunk(() => import('./lookup.tsx'))
export const bulkChunk = createChunk(() => import('./bulk.tsx'))
const galleryChunk = createChunk(() => import('./qa.tsx'))

export const LookupRoute = lazyComponent(lookupChunk, (all) => all.LookupRoute)
export const BulkRoute = lazyComponent(bulkChunk, (all) => all.BulkRoute)
export const QaRoute = lazyComponent(galleryChunk, (all) => all.QaRoute)
export const SignInRoute = lazyComponent(signInChunk, (all) => all.SignInRoute)
export const NotAllowed = lazyComponent(signInChunk, (all) => all.NotAllowed)
export const NotFoundRoute = lazyComponent(deferredChunk, (all) => all.NotFoundRoute)
