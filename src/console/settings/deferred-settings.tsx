import { useEffect } from 'react'

import { useStored } from './local-storage.ts'
import { setZoneCookie } from './time-zone-cookie.ts'
import { UnreadableSettings } from './unreadable-settings.tsx'
import { isShot } from './url-overrides.ts'

/** What the settings need after the first paint: the zone's cookie for the server, and a note on those that cannot be read. */
export function DeferredSettings() {
  const zone = useStored('zone')
  useEffect(() => {
    // Without the cookie the server renders with another zone, and the browser does it again.
    if (!isShot()) setZoneCookie(zone)
  }, [zone])
  return <UnreadableSettings />
}
