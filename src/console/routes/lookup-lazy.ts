import { part } from '../ui/lazy-component.tsx'

/** Stands by itself, since the bar on top of every page leads to it. */
export const LookupRoute = part(() => import('./lookup.tsx').then((all) => all.LookupRoute))
