import { isTimeZone } from '../format/date-time.ts'

// The server needs this setting to render times as the browser does.
const cookie = 'chat-console-zone'

/** The chosen zone (`sent` for times as sent), and the zone that `local` stands for; null for unknown. */
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

/** Stores the chosen zone for the server: null for none, `local` with its name. */
export function setZoneCookie(zone: string | null): void {
  const local = zone === 'local' ? `local:${new Intl.DateTimeFormat().resolvedOptions().timeZone}` : zone
  const wanted = local === null ? null : `${cookie}=${local}`
  const sent = document.cookie.split('; ').find((pair) => pair.startsWith(`${cookie}=`)) ?? null
  if (wanted === sent) return
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  // A year, or 0 to delete it.
  document.cookie = `${wanted ?? `${cookie}=`}; Path=/; SameSite=Lax; Max-Age=${wanted === null ? 0 : 31_536_000}${secure}`
}
