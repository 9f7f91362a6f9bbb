import { type ReactNode, useEffect } from 'react'

import { t } from '../i18n/text.ts'
import { announce } from '../ui/announcer.tsx'

interface InterpretationViewProps {
  /** The element ID, for the field's `aria-describedby`. */
  noteId: string
  message: string
  /** What happens on Enter, something to choose or correct, or that it was submitted and rejected. */
  tone: 'opens' | 'open-question' | 'refused'
  large: boolean
  /** Whether it is visible in the header, where it covers the page. */
  floating: boolean
  /** Does what the message says, where the message is a button; null where the one beside the box does. */
  act: (() => void) | null
  /** More to choose from. */
  children?: ReactNode
}

const tones = {
  opens: 'font-medium text-accent',
  'open-question': 'text-ink-3',
  refused: 'font-medium text-danger',
}

/** The line below the lookup box. It is announced, once the person stops typing. */
export function InterpretationView({ noteId, message, tone, large, floating, act, children }: InterpretationViewProps) {
  const refused = tone === 'refused'
  const inHeader = floating
    ? `absolute inset-x-0 top-full z-10 mt-2 rounded-md border bg-surface px-3 py-2 ${refused ? 'border-danger' : 'border-control'}`
    : 'sr-only'
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
      <p id={noteId} className={`min-h-5 ${tones[tone]}`}>
        {act && !large && floating ? (
          <button
            type="button"
            onClick={act}
            className="min-h-11 w-full cursor-pointer text-left font-medium md:min-h-6"
          >
            {message}
          </button>
        ) : (
          message
        )}
      </p>
      {children}
    </div>
  )
}
