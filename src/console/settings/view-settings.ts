import { useAddressParameters } from './address-parameters.ts'
import { isShot, serverConfig } from './url-overrides.ts'
import { maskParameter } from './mask-parameter.ts'
import { setStored, useStored } from './local-storage.ts'
import { isTimeZone } from './time-zone-cookie.ts'

/** `sent`: only as sent. `UTC`, `local` or an IANA name: also converted to that zone. */
type Zone = string
export type Theme = 'light' | 'dark' | 'system'

/** How the page looks at a chat. The address says it, so that a link shows a colleague the same. */
interface ViewSettings {
  theme: Theme
  zone: Zone
  /** Whether names, numbers and e-mail addresses are replaced before anything is drawn. */
  masked: boolean
}

/** What changes them, and the part of the address that the next page keeps. */
interface ViewSetters {
  search: string
  setTheme: (theme: Theme) => void
  setZone: (zone: Zone) => void
  setMasked: (masked: boolean) => void
}

const themes: readonly string[] = ['light', 'dark', 'system'] satisfies Theme[]
const isTheme = (text: string | null): text is Theme => text !== null && themes.includes(text)

const isZone = (zone: string | null): zone is Zone =>
  zone !== null && (zone === 'sent' || zone === 'local' || isTimeZone(zone))

/** The parameters that stay in the address from page to page. */
const kept = new Set(['theme', 'tz', 'lang', 'motion', 'chrome', 'now', 'shot'])

/**
 * The part of an address's query that the next page keeps, with its `?`; empty for none. Hiding comes first: what programs
 * leave behind a link is then no part of it.
 */
export function persistentSearch(search: URLSearchParams): string {
  const masked = maskParameter(search)
  const others = [...search].filter(([name, value]) => kept.has(name) && !/mask/i.test(value))
  const isSaid = maskParameter(new URLSearchParams(others)) === masked
  const next = new URLSearchParams([...(isSaid ? [] : [['mask', masked ? '1' : '0']]), ...others])
  return next.size > 0 ? `?${next.toString()}` : ''
}

/** Whether personal data is hidden, by the server or by the page's address. */
export const isMasked = (search: URLSearchParams): boolean => isMaskedByServer() || maskParameter(search) === true

/** The view settings of this page, with what changes them. The address wins over what the browser remembers. */
export function useViewSettings(): ViewSettings & ViewSetters {
  const { search, set, edit } = useAddressParameters()
  const storedTheme = useStored('theme')
  const storedZone = useStored('zone')
  const shot = isShot()
  const theme = [search.get('theme'), storedTheme].find(isTheme) ?? (shot ? 'light' : 'system')
  const zone = [search.get('tz'), storedZone].find(isZone) ?? 'UTC'
  const masked = isMasked(search)
  /** Remembers a choice on this device, or only in the address where nothing may be left behind. */
  const choose = (key: 'theme' | 'zone', name: string, value: string) => {
    if (masked || shot || search.has(name)) set(name, value)
    else setStored(key, value)
  }
  return {
    theme,
    zone,
    masked,
    search: persistentSearch(search),
    setTheme: (value: Theme) => choose('theme', 'theme', value),
    setZone: (value: Zone) => choose('zone', 'tz', value),
    setMasked: (value: boolean) =>
      edit((current) => {
        // What was filtered by may be somebody's number.
        const others = [...current].filter((entry) => entry[0] !== 'filter' && !/mask/i.test(entry.join('=')))
        return new URLSearchParams([...(value || shot ? [['mask', value ? '1' : '0']] : []), ...others])
      }),
  }
}

/** Whether the server hides personal data (`MASK=always`): then the page cannot show it. */
export const isMaskedByServer = (): boolean => serverConfig('mask') === 'always'
