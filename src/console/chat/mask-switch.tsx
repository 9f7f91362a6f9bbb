import { isMaskedByServer, useViewSettings } from '../settings/view-settings.ts'
import { t } from '../i18n/text.ts'
import { Button } from '../ui/button.tsx'
import { EyeOffIcon } from '../ui/icons.tsx'

/** Hides names, numbers and e-mail addresses. Disabled where the server masks them. */
export function MaskSwitch() {
  const { masked, setMasked } = useViewSettings()
  const always = isMaskedByServer()
  return (
    <Button
      data-action="hide"
      // For the form of a server-rendered page.
      type="submit"
      form="mask"
      name={masked ? undefined : 'mask'}
      value="1"
      aria-pressed={masked}
      disabled={always}
      title={always ? t`Your administrator has hidden personal data for everyone.` : undefined}
      onClick={() => setMasked(!masked)}
      className="max-sm:flex-1"
    >
      <span className="contents max-sm:hidden">
        <EyeOffIcon />
      </span>
      {masked ? t`Personal data hidden · Show` : t`Hide personal data`}
    </Button>
  )
}
