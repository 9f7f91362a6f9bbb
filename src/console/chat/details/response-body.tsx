import { useState } from 'react'

import { largeAnswerLength } from '../../../linq/chat.ts'
import type { ChatId } from '../../../linq/chat-id.ts'
import type { YieldToMain } from '../../../linq/chunked-json.ts'
import { CopyButton } from '../../copy/copy-button.tsx'
import { download } from '../../copy/download.ts'
import { largeAnswers } from '../../data/load-large.ts'
import { useResult } from '../../data/use-result.ts'
import { groupDigits } from '../../format/field-values.tsx'
import { t } from '../../i18n/text.ts'
import { useViewSettings } from '../../settings/view-settings.ts'
import { Button } from '../../ui/button.tsx'
import { ChevronIcon } from '../../ui/more-icons.tsx'
import { card } from './card.ts'
import { indentJson, maxIndented, maxIndentedLevels, tokenizeJson } from './json-text.ts'

/** A longer response has no colours: an element for each value would slow the page down. */
const longestHighlight = 200_000

const tokenClasses = { key: 'text-accent', text: 'text-ok', number: 'text-warn', word: 'text-rcs' }

/** How many characters of a long response are shown: the layout of all of it takes seconds. */
const maxShown = 100_000

const countBytes = (body: string) => new Blob([body]).size
const countBytesInChunks = async (body: string, pause: YieldToMain) =>
  (await largeAnswers.load()).countBytes(body, pause)

/** The response, as text. */
export function ResponseBody({ body, id }: { body: string; id: ChatId }) {
  const [exact, setExact] = useState(true)
  // A closed response has no colours: most people never open it, and each value would be an element.
  const [opened, setOpened] = useState(false)
  const isLong = body.length >= largeAnswerLength
  const bytes = useResult(body, isLong, countBytes, countBytesInChunks)
  const { masked } = useViewSettings()
  const shown = isLong ? body.slice(0, maxShown) : body
  const { text, complete } = exact ? { text: shown, complete: true } : indentJson(shown)
  return (
    // The browser's search finds text in closed details and opens them.
    <details
      id="response"
      ref={(details) => setOpened((before) => before || details?.open === true)}
      onToggle={() => setOpened(true)}
      className={`${card} group not-open:print:hidden`}
    >
      <summary className="flex min-h-14 cursor-pointer items-center rounded-lg px-4 text-lg font-semibold -outline-offset-2">
        <ChevronIcon />
        <h2 className="ml-2">{masked ? t`Response, personal data hidden` : t`Response as received`}</h2>
        <span className="ml-3 text-sm font-normal text-ink-3">
          {bytes !== null && t`${isLong ? groupDigits(String(bytes)) : bytes} bytes`}
        </span>
      </summary>
      <div className="flex flex-wrap gap-2 border-t border-line px-4 py-2 print:hidden">
        <Button aria-pressed={!exact} onClick={() => setExact(!exact)}>
          {exact ? t`Show indented` : t`Show exact bytes`}
        </Button>
        <CopyButton text={() => body} done={t`JSON copied.`}>
          {t`Copy JSON`}
        </CopyButton>
        {isLong && (
          <Button onClick={() => download(body, `chat-${id}.json`, 'application/json')}>{t`Download JSON`}</Button>
        )}
      </div>
      {isLong && (
        <p className="border-t border-line px-4 py-2 text-sm text-ink-3">
          {t`Showing the first ${groupDigits(String(maxShown))} of ${groupDigits(String(body.length))} characters. Copy or download the JSON for all of them.`}
        </p>
      )}
      {!complete && (
        <p className="border-t border-line px-4 py-2 text-sm text-ink-3">
          {t`Indented to ${maxIndentedLevels} levels and ${groupDigits(String(maxIndented))} characters. The rest is as received.`}
        </p>
      )}
      <pre
        key={String(masked)}
        translate="no"
        // A scroll container has to be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        data-field="body"
        aria-label={t`Response`}
        className="max-h-120 overflow-auto border-t border-line bg-sunken p-4 font-mono text-sm wrap-anywhere whitespace-pre-wrap"
      >
        {!opened || isLong || text.length > longestHighlight
          ? text
          : tokenizeJson(text).map(({ kind, text: part }, index) =>
              kind === 'other' ? (
                part
              ) : (
                <span key={index} className={tokenClasses[kind]}>
                  {part}
                </span>
              ),
            )}
      </pre>
    </details>
  )
}
