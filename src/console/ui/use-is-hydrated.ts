import { useSyncExternalStore } from 'react'

const neverChanges = () => no
const yes = () => true
const no = () => false

/** False on a server and while its page is hydrated; true in the render that follows, and where the browser renders. */
export const useIsHydrated = (): boolean => useSyncExternalStore(neverChanges, yes, no)
