import { useMatch } from 'react-router'

import { formatInZone } from '../format/date-time.ts'
import { pages } from '../../urls/pages.ts'
import { parseChatId } from '../../linq/chat-id.ts'
import { pageNow } from '../settings/url-overrides.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { sourceLabel, useDataSource } from '../data-source.ts'
import { t } from '../i18n/text.ts'

/** Says what a screenshot shows. Of the build it has only the version: with the commit, every commit would change every screenshot. */
export function ScreenshotFooter() {
  const source = useDataSource()
  const { zone, masked } = useViewSettings()
  const id = parseChatId(useMatch(pages.chat.path)?.params.id ?? '')
  const details = [
    id && t`Chat ${id}`,
    sourceLabel(source),
    formatInZone(pageNow(), zone === 'sent' ? 'UTC' : zone),
    zone === 'sent' ? t`Times as sent` : t`Zone ${zone}`,
    masked ? t`Personal data hidden` : t`Personal data visible`,
    t`Clock and request details are fixed for this screenshot`,
    t`Chat console ${source.build.split('+', 1)[0] ?? ''}`,
  ]
  return (
    <footer
      data-screenshot-footer=""
      data-build={source.build}
      data-source={source.origin ?? 'sandbox'}
      className="mx-auto w-full max-w-[70rem] px-4 pb-6 text-xs text-ink-3 md:px-6"
    >
      <ul className="flex flex-wrap gap-x-4 gap-y-1 border-t border-line pt-4">
        {details.map((detail) => detail && <li key={detail}>{detail}</li>)}
      </ul>
    </footer>
  )
}
