import { type InputHTMLAttributes, useEffect, useLayoutEffect, useRef, useState } from 'react'

export interface FilterFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'type'> {
  filter: string
  setFilter: (filter: string) => void
}

/**
 * A search field whose filter is in the address. Its text is its own, and the address follows: the router renders the address
 * in a transition, which may end after the next key, and a field bound to it would lose that key and move the caret.
 */
export function FilterField({ filter, setFilter, className, ...input }: FilterFieldProps) {
  const [text, setText] = useState(filter)
  const field = useRef<HTMLInputElement>(null)
  // On a server-rendered page a person may have typed before hydration.
  const typed = () => field.current?.value ?? ''
  useLayoutEffect(() => {
    setText(typed())
  }, [])
  useEffect(() => {
    // Not in a layout effect: the router ignores a navigation before its own.
    if (typed() !== filter) setFilter(typed())
    // oxlint-disable-next-line react/exhaustive-deps -- Once: after hydration the field is controlled.
  }, [])
  useEffect(() => {
    // The filter changed elsewhere: a link, Back, or hidden personal data.
    if (document.activeElement !== field.current) setText(filter)
  }, [filter])
  return (
    <input
      {...input}
      ref={field}
      type="search"
      value={text}
      onChange={({ target: { value } }) => {
        setText(value)
        setFilter(value)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur()
      }}
      autoComplete="off"
      spellCheck={false}
      className={`h-11 rounded-md border border-control bg-surface px-3 text-lg md:h-9 md:text-base ${className}`}
    />
  )
}
