import { type RefObject, useEffect, useRef } from 'react'

import { signInMethod } from '../sign-in/session.ts'
import { t } from '../i18n/text.ts'
import { Button } from '../ui/button.tsx'
import { AccountSection } from '../sign-in/account-details.tsx'
import { labelledShortcuts } from '../settings/shortcut-labels.ts'
import { useShortcutsOn } from '../settings/shortcuts.ts'
import { setStored } from '../settings/local-storage.ts'
import { type Theme, useViewSettings } from '../settings/view-settings.ts'

/** Handled by the browser, the lookup box and the table. */
const otherKeys = [
  { key: 'Enter', label: () => t`Look up` },
  { key: 'Esc', label: () => t`Close a menu or dialog, or leave a field` },
  { key: 'Arrows', label: () => t`Choose a recent chat, or move between participants and their values` },
]

const themes = (): [value: Theme, name: string][] => [
  ['system', t`System`],
  ['light', t`Light`],
  ['dark', t`Dark`],
]

/** The listed zones; the address may have any other (`tz=Asia/Kolkata`). */
const zones = (): [value: string, name: string][] => [
  ['UTC', t`As sent and UTC`],
  ['local', t`As sent and local time`],
  ['sent', t`As sent only`],
]

const field = 'h-11 w-full rounded-md border border-control bg-surface px-2 text-lg md:h-9 md:text-base'

interface HelpDialogProps {
  /** The button that opens it. */
  button: RefObject<HTMLButtonElement | null>
  close: () => void
}

export function HelpDialog({ button, close }: HelpDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const { theme, zone, setTheme, setZone } = useViewSettings()
  const isOn = useShortcutsOn()
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby="help-title"
      onClose={({ currentTarget }) => {
        // The browser has returned the focus to where it was before, if it was anywhere.
        const { activeElement, body } = document
        if (activeElement === body || currentTarget.contains(activeElement)) button.current?.focus()
        close()
      }}
      className="m-auto max-h-[calc(100dvh-32px)] w-120 max-w-[calc(100vw-32px)] rounded-lg border border-control bg-surface p-0 text-ink backdrop:bg-[rgb(0_0_0/0.5)]"
    >
      <div className="flex items-center justify-between gap-4 border-b border-line px-5 py-3">
        <h2 id="help-title" className="text-lg font-semibold">
          {t`Help and settings`}
        </h2>
        <Button onClick={() => dialog.current?.close()}>{t`Close`}</Button>
      </div>
      <div className="grid gap-4 px-5 py-4 sm:grid-cols-2">
        <label className="grid gap-1">
          {t`Theme`}
          <select
            value={theme}
            className={field}
            onChange={(event) => setTheme(themes().find(([value]) => value === event.target.value)?.[0] ?? 'system')}
          >
            {themes().map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="grid gap-1">
          {t`Times`}
          <select value={zone} className={field} onChange={(event) => setZone(event.target.value)}>
            {zones().map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
            {!zones().some(([value]) => value === zone) && <option value={zone}>{t`As sent and ${zone}`}</option>}
          </select>
        </label>
      </div>
      {signInMethod() && <AccountSection />}
      <div className="border-t border-line px-5 py-4">
        <label className="flex min-h-11 cursor-pointer items-center justify-between gap-4 font-semibold md:min-h-8">
          {t`Single-key shortcuts`}
          <input
            type="checkbox"
            role="switch"
            checked={isOn}
            aria-checked={isOn}
            className="size-5"
            onChange={(event) => setStored('keys', event.target.checked ? null : 'off')}
          />
        </label>
        <p className="text-sm text-ink-3">{t`Shortcuts are off while you type.`}</p>
        <dl
          className={`mt-3 grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1.5 ${isOn ? '' : 'text-ink-3'}`}
        >
          {labelledShortcuts()
            .toSpliced(1, 0, ...otherKeys)
            .map(({ key, label }) => (
              <div key={key} className="contents">
                <dt>
                  <kbd className="inline-block min-w-6 rounded-sm border border-line bg-sunken px-1.5 text-center font-mono text-xs">
                    {key}
                  </kbd>
                </dt>
                <dd>{label()}</dd>
              </div>
            ))}
        </dl>
      </div>
    </dialog>
  )
}
