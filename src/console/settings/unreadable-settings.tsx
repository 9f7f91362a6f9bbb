import { t } from '../i18n/text.ts'
import { useAddressParameters } from './address-parameters.ts'
import { readNow } from './url-overrides.ts'
import { isTheme, isZone } from './view-settings.ts'

const isReadable: Record<string, (value: string) => boolean> = {
  theme: isTheme,
  tz: isZone,
  now: (value) => readNow(value) !== null,
}

/** Names the settings of the address that could not be read, not their values: those may be anything. */
export function UnreadableSettings() {
  const { search } = useAddressParameters()
  const names = [...search].filter(([name, value]) => isReadable[name]?.(value) === false).map(([name]) => name)
  if (names.length === 0) return null
  return (
    <p role="alert" className="mx-auto max-w-[70rem] px-4 pt-4 text-warn md:px-6">
      {t`This address has settings that could not be read: ${names.join(', ')}`}
    </p>
  )
}
