import { useShortcuts } from './shortcuts.ts'
import { useViewSettings } from './view-settings.ts'

const next = <T>(all: readonly T[], current: T): T => all[(all.indexOf(current) + 1) % all.length] ?? current

/**
 * The shortcuts of the view settings. They belong to the page, which may be hydrated after its header: until then
 * `before-hydration.js` hides personal data, and no setting waits for the page's code.
 */
export function useViewShortcuts(): void {
  const { masked, setMasked, zone, setZone, theme, setTheme } = useViewSettings()
  useShortcuts({
    mask: () => setMasked(!masked),
    theme: () => setTheme(next(['system', 'light', 'dark'] as const, theme)),
    zone: () => setZone(next(['UTC', 'local', 'sent'], zone)),
  })
}
