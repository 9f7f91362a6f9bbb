import { useAddressParameters } from './address-parameters.ts'
import { isShot, serverConfig } from './url-overrides.ts'
import { maskParameter } from './mask-parameter.ts'
import { setStored, useStored } from './local-storage.ts'
import { isTimeZone } from '../format/date-time.ts'

type Zone = string
export type Theme = 'light' | 'dark' | 'system'

/** The view settings, and their setters. */
interface ViewSettings {
  theme: Theme
  /** `sent`, `UTC`, `local` or an IANA name. */
  zone: Zone
  /** Whether personal data is masked before rendering. */
  masked: boolean
  /** The query for a link to another page. */
  search: string
  setTheme: (theme: Theme) => void
  setZone: (zone: Zone) => void
  setMasked: (masked: boolean) => void
}

const themes: readonly string[] = ['light', 'dark', 'system'] satisfies Theme[]
export const isTheme = (text: string | null): text is Theme => text !== null && themes.includes(text)

export const isZone = (zone: string | null): zone is Zone =>
  zone !== null && (zone === 'sent' || zone === 'local' || isTimeZone(zone))

/** The parameters that links keep. */
const kept = new Set(['theme', 'tz', 'lang', 'motion', 'chrome', 'now', 'shot'])

/** The query that links keep, with its `?`. `mask` comes first: programs append characters to the end of a link. */
export function persistentSearch(search: URLSearchParams): string {
  const masked = maskParameter(search)
  const others = [...search].filter(([name, value]) => kept.has(name) && !/mask/i.test(value))
  const isSaid = maskParameter(new URLSearchParams(others)) === masked
  const next = new URLSearchParams([...(isSaid ? [] : [['mask', masked ? '1' : '0']]), ...others])
  return next.size > 0 ? `?${next.toString()}` : ''
}

/** Whether personal data is hidden, by the server or by the page's address. */
export const isMasked = (search: URLSearchParams): boolean => isMaskedByServer() || maskParameter(search) === true

/** The view settings: from the address, else from the browser's storage. */
export function useViewSettings(): ViewSettings {
  const { search, set, edit } = useAddressParameters()
  const storedTheme = useStored('theme')
  const storedZone = useStored('zone')
  const shot = isShot()
  const theme = [search.get('theme'), storedTheme].find(isTheme) ?? (shot ? 'light' : 'system')
  const zone = [search.get('tz'), storedZone].find(isZone) ?? 'UTC'
  const masked = isMasked(search)
  /** Stores a choice, or sets it in the address where nothing may be stored. */
  const choose = (key: 'theme' | 'zone', name: string, value: string) => {
    if (masked || shot || search.has(name)) set(name, value)
    else setStored(key, value)
  }
  return {
    theme,
    zone,
    masked,
    search: persistentSearch(search),
    setTheme: (value) => choose('theme', 'theme', value),
    setZone: (value) => choose('zone', 'tz', value),
    // Without the fragment: a filter may be somebody's number.
    setMasked: (value) => edit((current) => withMask(current, value || shot ? value : null), ''),
  }
}

/** A query with another `mask`; null is none. */
function withMask(search: URLSearchParams, masked: boolean | null): URLSearchParams {
  const others = [...search].filter((entry) => !/mask/i.test(entry.join('=')))
  return new URLSearchParams([...(masked === null ? [] : [['mask', masked ? '1' : '0']]), ...others])
}

/** Keeps personal data hidden in entries of the history from before it was. Must be called before the router is created. */
export function keepHiddenInHistory(): void {
  addEventListener('popstate', () => {
    const search = new URLSearchParams(location.search)
    if (!document.querySelector('main[data-masked]') || isMasked(search)) return
    history.replaceState(history.state, '', `?${withMask(search, true).toString()}`)
  })
}

/** Whether the server masks personal data (`MASK=always`). */
export const isMaskedByServer = (): boolean => serverConfig('mask') === 'always'
