import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useNavigate } from 'react-router'

import { chatQuery } from '../chat/query.ts'
import { Button } from '../ui/button.tsx'
import { SearchIcon } from '../ui/icons.tsx'
import { chatUrl } from '../urls.ts'
import { readLookup } from './read-lookup.ts'

interface LookupBoxProps {
  /** `page`: the lookup page's own, large and labelled. `header`: the small one on every other page. */
  place: 'page' | 'header'
  /** What the box starts with: the id of the page it stands on. */
  initial?: string
}

/** The box that opens a chat. What cannot be a chat id is told under it, keeps its text, and sends nothing. */
export function LookupBox({ place, initial = '' }: LookupBoxProps) {
  const [text, setText] = useState(initial)
  const [reason, setReason] = useState<string | null>(null)
  const field = useId()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lookup = readLookup(text)
    setReason(lookup.reason ?? null)
    if (lookup.id) {
      setText(lookup.id)
      // Whoever looks a chat up wants it as it is now, also when it is the one on screen.
      void queryClient.invalidateQueries({ queryKey: chatQuery(lookup.id).queryKey })
      void navigate(chatUrl(lookup.id))
    } else document.getElementById(field)?.focus()
  }
  const large = place === 'page'
  return (
    <form role="search" onSubmit={submit} noValidate className={large ? 'w-full' : 'relative w-full'}>
      <label htmlFor={field} className={large ? 'mb-2 block font-medium' : 'sr-only'}>
        Chat ID
      </label>
      <div className="flex gap-2">
        <div className="relative min-w-0 flex-1">
          <span className={`pointer-events-none absolute inset-y-0 left-3 flex items-center text-ink-3`}>
            <SearchIcon />
          </span>
          <input
            id={field}
            type="text"
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              setReason(null)
            }}
            // Not `numeric`: its keyboard has no letters, so nothing but digits could be pasted and corrected.
            inputMode="text"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            // The lookup page is for this box alone.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus={large}
            placeholder={large ? 'For example 45' : 'Chat ID'}
            aria-invalid={reason !== null}
            aria-describedby={`${field}-note`}
            className={`w-full rounded-md border bg-surface pr-3 pl-9 text-lg placeholder:text-ink-3 md:text-base ${large ? 'h-12 md:h-11' : 'h-11 md:h-9'} ${reason === null ? 'border-control' : 'border-danger'}`}
          />
        </div>
        <Button type="submit" look="primary" className={large ? 'h-12 px-5 md:h-11 md:px-5' : ''}>
          Look up
        </Button>
      </div>
      <p
        id={`${field}-note`}
        aria-live="polite"
        className={
          large
            ? `mt-2 min-h-5 ${reason === null ? 'text-ink-3' : 'font-medium text-danger'}`
            : reason === null
              ? 'sr-only'
              : 'absolute inset-x-0 top-full z-10 mt-2 rounded-md border border-danger bg-danger-weak px-3 py-2 text-sm font-medium text-danger'
        }
      >
        {reason ?? (large ? 'The number Linq calls chat_id. Spaces and a # around it are fine.' : '')}
      </p>
    </form>
  )
}
