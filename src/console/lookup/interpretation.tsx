import type { MouseEvent, ReactNode } from 'react'

import type { ChatId } from '../../linq/chat-id.ts'
import { t } from '../i18n/text.ts'
import { useMaySearch } from '../sign-in/may-search.ts'
import { Button } from '../ui/button.tsx'
import { lazyComponent } from '../ui/lazy-component.tsx'
import { useIsHydrated } from '../ui/use-is-hydrated.ts'
import { searchFor } from './asks-to-hide.ts'
import type { FindOfferProps } from './find-offer.tsx'
import { findOfferChunk, isEither, isForFinding } from './find-offer-chunk.ts'
import { choiceId, takeRequestedFocus } from './focus-request.ts'
import { InterpretationView } from './interpretation-view.tsx'
import { isOnlyIds, parseInput } from './parse-input.ts'
import { interpretationMessage } from './refusal-messages.ts'

/** How many IDs get a button. */
const offered = 12

/** The look and the words of the box on the lookup page, which the first load of the other pages does not need. */
export interface LookupPlace {
  label: string
  placeholder: string
  /** Below the empty box. */
  hint: string
  /** The classes of its parts, in place of those in the header. */
  labelClass: string
  fieldClass: string
  inputClass: string
  buttonClass: string
}

export interface InterpretationProps {
  /** The element ID, for the field's `aria-describedby`. */
  noteId: string
  text: string
  /** Whether it was submitted without an ID in it. */
  refused: boolean
  /** On the lookup page, where the box is large. */
  place: LookupPlace | undefined
  search: string
  open: (ids: ChatId[], search: string) => void
}

const FindOffer = lazyComponent<typeof import('./find-offer.tsx'), FindOfferProps>(
  findOfferChunk,
  (all) => all.FindOffer,
  { pending: ({ children }) => children, missing: ({ children }) => children },
)

/** How the text in the lookup box is interpreted: the chat, the IDs to choose from, or why there is none. */
export function Interpretation({ noteId, text, refused, place, search, open }: InterpretationProps) {
  const find = useMaySearch()
  // Only the browser finds chats: a server gets no number.
  const canFind = useIsHydrated() && find
  const input = parseInput(text)
  const large = place !== undefined
  const query = searchFor(text, search)
  const id = input.kind === 'chat' ? input.id : null
  const opensAll = input.kind === 'chats' && isOnlyIds(text)
  const ids = input.kind === 'chats' || input.kind === 'ask' ? input.ids : null
  const view = (others?: ReactNode) => (
    <InterpretationView
      noteId={noteId}
      message={interpretationMessage(input, { find, opensAll })}
      tone={refused ? 'refused' : id || opensAll ? 'opens' : 'open-question'}
      large={large}
      // In the header only where the text is more than digits.
      floating={refused || input.kind === 'ask' || !/^\s*#?[0-9]*\s*$/.test(text)}
      act={id && (() => open([id], query))}
    >
      {ids && <Choices ids={ids} open={(chosen) => open(chosen, query)} />}
      {others}
    </InterpretationView>
  )
  const offer = { noteId, text, refused, large, query }
  if (canFind && isForFinding(input)) return <FindOffer {...offer}>{view()}</FindOffer>
  return view(canFind && isEither(input, text) && <FindOffer {...offer} isSecond />)
}

/** Where Enter moves the focus. */
const first = { id: choiceId, ref: takeRequestedFocus }

/** The IDs of a text, as buttons. Before hydration they submit the form, which the server answers. */
function Choices({ ids, open }: { ids: ChatId[]; open: (ids: ChatId[]) => void }) {
  const choice = (chosen: ChatId[]) => ({
    type: 'submit' as const,
    name: 'ids',
    value: chosen.join(),
    onClick: (event: MouseEvent) => {
      event.preventDefault()
      open(chosen)
    },
  })
  return (
    <>
      <ul aria-label={t`IDs in this text`} className="mt-2 flex flex-wrap gap-2">
        {ids.slice(0, offered).map((one, at) => (
          <li key={one}>
            <Button
              {...choice([one])}
              {...(at === 0 && first)}
              // A key that is held would open it at once.
              onKeyDown={(event) => event.repeat && event.preventDefault()}
              className={ids.length > 1 ? 'tabular' : ''}
            >
              {ids.length > 1 ? one : t`Open chat ${one}`}
            </Button>
          </li>
        ))}
      </ul>
      {ids.length > 1 && (
        <Button {...choice(ids)} variant="primary" className="my-2">
          {t`Open all ${ids.length}`}
        </Button>
      )}
    </>
  )
}
