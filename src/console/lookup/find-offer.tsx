import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'

import { plainText } from '../../linq/plain-text.ts'
import { handleWords } from '../find/handle-words.ts'
import { openSearch } from '../find/open-search.ts'
import { type HandleReading, needsPhoneNumbers, phoneChunk, readHandleWith } from '../find/read-handle.ts'
import type { SearchTarget } from '../find/searches.ts'
import { t } from '../i18n/text.ts'
import { setStored, useStored } from '../settings/local-storage.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { Button } from '../ui/button.tsx'
import { requestFocus, takeRequestedFocus } from './focus-request.ts'
import { InterpretationView } from './interpretation-view.tsx'
import { isAscending } from './numbers.ts'

export { openSearch } from '../find/open-search.ts'
export { readHandle } from '../find/read-handle.ts'

export interface FindOfferProps {
  noteId: string
  text: string
  /** Whether it was submitted and rejected. */
  refused: boolean
  large: boolean
  /** The view settings for the page of the chats. */
  query: string
  /** Whether it is offered below the chats whose IDs the text may be. */
  isSecond?: boolean
  /** In place of the offer while its code is loading, and above it where the text was refused before hydration. */
  children?: ReactNode
}

/** What to type where nothing is found by a text. */
const questions: Record<Exclude<HandleReading['kind'], 'handle'>, () => string> = {
  region: () => t`Where is this phone number from? Choose its country or region, or type it with its country code.`,
  'incomplete-number': () =>
    t`This is not a complete phone number. Type it with its country code, such as +1 555 123 4567.`,
  'incomplete-address': () => t`This is not a complete email address.`,
  unavailable: () => t`Phone numbers cannot be read right now. Reload the page.`,
  none: () => t`Find chats by one phone number or one email address at a time.`,
}

/** Offers to find the chats with the phone number or e-mail address in the box, and asks once which region numbers are from. */
export function FindOffer({ noteId, text, refused, large, query, isSecond = false, children }: FindOfferProps) {
  const { masked } = useViewSettings()
  const region = useStored('region')
  const [isChanging, setChanging] = useState(false)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const plans = needsPhoneNumbers(text) ? phoneChunk.use() : null
  const reading = readHandleWith(text, region, plans)
  const { target, other } = reading.kind === 'handle' ? reading : { target: null, other: null }
  const used = 'region' in reading ? reading.region : null
  // Most likely a list, so it is offered as a number where it is valid, and not asked about.
  const isList = isSecond && isAscendingList(text)
  const find = (found: SearchTarget) => () => openSearch(found, query, { navigate, queryClient })
  const words =
    reading.kind === 'handle' ? t`Find chats with ${handleWords(reading.target, masked)}` : questions[reading.kind]()
  const more = plans && (
    <>
      {other && (
        <Button className="mt-2" onClick={find(other)}>
          {t`Find chats with ${handleWords(other, masked)}, country code included`}
        </Button>
      )}
      {((reading.kind === 'region' && !isList) || isChanging) && (
        <RegionSelect
          regions={plans.regions}
          region={used ?? region}
          hasFocus={isChanging}
          choose={(code) => {
            setStored('region', code)
            // Arrow keys choose each region that they pass, so the list stays until the focus leaves it.
            setChanging(true)
          }}
          leave={() => setChanging(false)}
        />
      )}
      {!isChanging && used !== null && (target || !isList) && (
        <p className="mt-1 text-sm text-ink-3">
          {t`Read as a number in ${plans.regions.find(({ code }) => code === used)?.name ?? ''}.`}{' '}
          <button
            type="button"
            onClick={() => setChanging(true)}
            className="inline-flex min-h-6 cursor-pointer items-center text-accent underline underline-offset-2 hover:text-accent-hover"
          >
            {t`Change`}
          </button>
        </p>
      )}
    </>
  )
  // The server rejected the text before hydration, since it does not search.
  if (isSecond || (refused && target))
    return (
      <>
        {children}
        <div className="mt-2">
          {(reading.kind === 'unavailable' || (reading.kind === 'incomplete-number' && !isList)) && (
            <p className="text-ink-3">{words}</p>
          )}
          {target && <Button onClick={find(target)}>{words}</Button>}
          {more}
        </div>
      </>
    )
  return (
    <InterpretationView
      noteId={noteId}
      message={words}
      tone={target ? 'opens' : refused ? 'refused' : 'open-question'}
      large={large}
      floating
      act={target && find(target)}
    >
      {more}
    </InterpretationView>
  )
}

/** Whether a text is three or more IDs, each larger than the one before. */
const isAscendingList = (text: string): boolean => {
  const numbers = plainText(text).trim().split(/ +/)
  return numbers.length > 2 && isAscending(numbers)
}

const regionId = 'region'

/** Moves the focus to the list of regions. */
export const askForRegion = (): void => requestFocus(regionId)

const option = ({ code, name }: { code: string; name: string }) => (
  <option key={code} value={code} translate="no">
    {name}
  </option>
)

interface RegionSelectProps {
  regions: readonly { code: string; name: string }[]
  region: string | null
  /** Whether it takes the focus. */
  hasFocus: boolean
  choose: (code: string) => void
  leave: () => void
}

function RegionSelect({ regions, region, hasFocus, choose, leave }: RegionSelectProps) {
  const select = useRef<HTMLSelectElement>(null)
  useEffect(() => {
    if (hasFocus) select.current?.focus()
    takeRequestedFocus(select.current)
  }, [hasFocus])
  const usual = regions.filter(({ code }) => navigator.languages.some((language) => language.endsWith(`-${code}`)))
  return (
    <label className="mt-2 grid w-full gap-1 text-sm text-ink-2 md:w-72">
      {t`Country or region of numbers without a country code`}
      <select
        ref={select}
        id={regionId}
        value={region ?? ''}
        // The line keeps the focus in the box where it is pressed. A list opens only where that is not done.
        onMouseDown={(event) => event.stopPropagation()}
        onChange={(event) => choose(event.target.value)}
        onBlur={leave}
        className="h-11 w-full rounded-md border border-control bg-surface px-2 text-lg text-ink md:h-9 md:text-base"
      >
        <option value="" disabled>
          {t`Choose`}
        </option>
        {usual.map(option)}
        {usual.length > 0 && <hr />}
        {regions.filter((one) => !usual.includes(one)).map(option)}
      </select>
    </label>
  )
}
