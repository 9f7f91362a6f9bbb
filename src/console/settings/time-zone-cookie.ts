// The one setting that the server has to know to render a page as its browser would: the page shows times.
const cookie = 'chat-console-zone'

/** Whether the runtime knows a time zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** The time zone that a browser chose (`sent` for times as sent), and which one `local` is there; null for unknown. */
export interface ChosenZone {
  zone: string | null
  localZone: string | null
}

/** Reads the cookie on the server. Its value is `sent`, a time zone's name, or that of the browser's own after `local:`. */
export function readZoneCookie(cookieValue: (name: string) => string | null): ChosenZone {
  const value = (cookieValue(cookie) ?? '').replaceAll('%2F', '/')
  const [, local, name = ''] = /^(local:)?([\w+/-]{1,60})$/.exec(value) ?? []
  if (name !== 'sent' && !isTimeZone(name)) return { zone: null, localZone: null }
  return local ? { zone: 'local', localZone: name } : { zone: name, localZone: null }
}

/** Stores the zone that this browser chose for the server: null for none, `local` with the name it has here. */
export function setZoneCookie(zone: string | null): void {
  const local = zone === 'local' ? `local:${new Intl.DateTimeFormat().resolvedOptions().timeZone}` : zone
  const wanted = local === null ? null : `${cookie}=${local}`
  const sent = document.cookie.split('; ').find((pair) => pair.startsWith(`${cookie}=`)) ?? null
  if (wanted === sent) return
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  // A year; an empty one ends at once.
  document.cookie = `${wanted ?? `${cookie}=`}; Path=/; SameSite=Lax; Max-Age=${wanted === null ? 0 : 31_536_000}${secure}`
}
