import { type MouseEvent, useEffect } from 'react'

import type { ChatId } from '../../linq/chat-id.ts'
import { t } from '../i18n/text.ts'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { searchFor } from './asks-to-hide.ts'
import { isOnlyIds, parseInput } from './parse-input.ts'
import { interpretationMessage } from './refusal-messages.ts'

/** How many IDs get a button. */
const offered = 12

export interface InterpretationProps {
  /** The element ID, for the field's `aria-describedby`. */
  noteId: string
  text: string
  /** Whether it was submitted without an ID in it. */
  refused: boolean
  large: boolean
  search: string
  open: (ids: ChatId[], search: string) => void
}

/** How the text in the lookup box is interpreted: the chat, the IDs to choose from, or why there is none. */
export function Interpretation({ noteId, text, refused, large, search, open }: InterpretationProps) {
  const input = parseInput(text)
  const wanted = searchFor(text, search)
  const id = input.kind === 'chat' ? input.id : null
  const opensAll = input.kind === 'chats' && isOnlyIds(text)
  const ids = input.kind === 'chats' || input.kind === 'ask' ? input.ids : null
  // In the header it covers the page, so it is visible only where the text is more than digits.
  const floating = refused || input.kind === 'ask' || !/^\s*#?[0-9]*\s*$/.test(text)
  const tone = refused ? 'font-medium text-danger' : id || opensAll ? 'font-medium text-accent' : 'text-ink-3'
  const inHeader = floating
    ? `absolute inset-x-0 top-full z-10 mt-2 rounded-md border bg-surface px-3 py-2 ${refused ? 'border-danger' : 'border-control'}`
    : 'sr-only'
  const message = interpretationMessage(input, opensAll)
  /** The props of a button that opens chats. Before hydration it submits the form, which the server answers. */
  const choice = (chosen: ChatId[]) => ({
    type: 'submit' as const,
    name: 'ids',
    value: chosen.join(),
    onClick: (event: MouseEvent) => {
      event.preventDefault()
      open(chosen, wanted)
    },
  })
  useEffect(() => {
    // Orca does not repeat a text, so a refusal differs from what was announced before Enter.
    announce(refused ? t`Nothing opened. ${message}` : message)
    // What was typed must not stay in the document, nor be said about the next page.
    return () => announce('')
  }, [message, refused])
  return (
    // The box keeps the focus where it is pressed: without it, the message in the header would be gone before the click.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={large ? 'mt-2' : inHeader} onMouseDown={(event) => event.preventDefault()}>
      <p id={noteId} className={`min-h-5 ${tone}`}>
        {id && !large && floating ? (
          <button
            type="button"
            onClick={() => open([id], wanted)}
            className="min-h-11 w-full cursor-pointer text-left font-medium md:min-h-6"
          >
            {message}
          </button>
        ) : (
          message
        )}
      </p>
      {ids && (
        <>
          <ul aria-label={t`IDs in this text`} className="mt-2 flex flex-wrap gap-2">
            {ids.slice(0, offered).map((one) => (
              <li key={one}>
                <Button {...choice([one])} className="font-mono">
                  {one}
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
      )}
    </div>
  )
}
