// The one setting that a server has to know to draw a page as its browser would: times stand in it.
const cookie = 'chat-console-zone'

/** Tells the server which zone this browser chose: null for none, `local` with the name it has here. */
export function tellZone(zone: string | null): void {
  const local = zone === 'local' ? `local:${new Intl.DateTimeFormat().resolvedOptions().timeZone}` : zone
  const wanted = local === null ? null : `${cookie}=${local}`
  const sent = document.cookie.split('; ').find((pair) => pair.startsWith(`${cookie}=`)) ?? null
  if (wanted === sent) return
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  // A year; an empty one ends at once.
  document.cookie = `${wanted ?? `${cookie}=`}; Path=/; SameSite=Lax; Max-Age=${wanted === null ? 0 : 31_536_000}${secure}`
}
