import { type KeyboardEvent, useEffect, useRef } from 'react'

import { shortcuts, useShortcutsOn } from '../settings/shortcuts.ts'
import { t } from '../i18n/text.ts'
import { download } from './download.ts'
import type { CopySource } from './copy-source.ts'
import { copies, type CopyKind, csv } from './formats.ts'

interface CopyMenuProps {
  input: CopySource
  /** What the browser refused to copy; shown selected. */
  refused: CopyKind | null
  copyAs: (kind: CopyKind) => void
}

const kinds: CopyKind[] = ['link', 'id', 'summary', 'line', 'markdown', 'table', 'json', 'curl', 'fetch']
const item =
  'flex min-h-11 w-full cursor-pointer items-center justify-between gap-4 rounded-sm px-3 text-left -outline-offset-2 hover:bg-sunken md:min-h-9'

export function CopyMenu({ input, refused, copyAs }: CopyMenuProps) {
  const isShortcutsOn = useShortcutsOn()
  return (
    <>
      {refused !== null && <AccessRefused key={refused} text={copies[refused].make(input).text} />}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- The keys of all of its buttons. */}
      <ul aria-label={t`Copy as`} onKeyDown={moveFocus}>
        {kinds.map((kind) => {
          const { label, ...rest } = copies[kind]
          return (
            <li key={kind}>
              <button
                type="button"
                aria-keyshortcuts={isShortcutsOn && 'shortcut' in rest ? shortcuts[rest.shortcut] : undefined}
                className={item}
                onClick={() => copyAs(kind)}
              >
                {label()}
                {isShortcutsOn && 'shortcut' in rest && (
                  <kbd aria-hidden="true" className="font-mono text-xs text-ink-3 pointer-coarse:hidden">
                    {shortcuts[rest.shortcut]}
                  </kbd>
                )}
              </button>
            </li>
          )
        })}
        <li className="mt-1 border-t border-line pt-1">
          <button
            type="button"
            className={item}
            onClick={() => download(csv(input), `chat-${input.chat.id}-participants.csv`)}
          >
            {t`Download CSV`}
          </button>
        </li>
      </ul>
    </>
  )
}

/** Up and Down move between the entries. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const { currentTarget, key, target } = event
  const step = { ArrowDown: 1, ArrowUp: -1 }[key]
  if (step === undefined) return
  // The page behind does not scroll.
  event.preventDefault()
  const entries = [...currentTarget.querySelectorAll('button')]
  entries[entries.findIndex((entry) => entry === target) + step]?.focus()
}

function AccessRefused({ text }: { text: string }) {
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  return (
    <div className="p-2">
      <label htmlFor="refused-copy" role="alert" className="text-sm text-ink-2">
        {t`Your browser blocked copying. Select the text and copy it manually.`}
      </label>
      <textarea
        ref={field}
        id="refused-copy"
        readOnly
        rows={4}
        value={text}
        className="mt-2 w-full rounded-md border border-control bg-sunken p-2 font-mono text-xs"
      />
    </div>
  )
}
