import type { ReactNode } from 'react'

/** Stands where a value would: the difference between "empty" and "not sent" is what support people ask about. */
const Missing = ({ children }: { children: ReactNode }) => <span className="text-ink-3">{children}</span>

/** A text as sent; what was not sent, or sent empty, says so. Isolated, so that its direction cannot reorder its neighbours. */
export function Sent({ text }: { text: string | null }) {
  if (text === null) return <Missing>Not sent</Missing>
  return text.trim() === '' ? <Missing>Sent empty</Missing> : <bdi className="wrap-anywhere">{text}</bdi>
}

const looks: Partial<Record<string, string>> = {
  iMessage: 'bg-imessage-weak text-imessage',
  SMS: 'bg-sms-weak text-sms',
  RCS: 'bg-rcs-weak text-rcs',
}

/** A service, coloured when Linq documents it; any other word is shown with the remark that it is not in the list. */
export function Service({ name }: { name: string | null }) {
  if (name === null || name.trim() === '') return <Sent text={name} />
  const look = looks[name]
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-2 gap-y-1">
      <span
        className={`inline-flex min-h-6 max-w-full items-center rounded-full border border-transparent px-2.5 text-xs font-medium ${look ?? 'bg-sunken text-ink-2'}`}
      >
        <bdi className="wrap-anywhere">{name}</bdi>
      </span>
      {!look && <span className="text-xs font-normal text-ink-3">not in Linq’s list</span>}
    </span>
  )
}

/** A count with its digits grouped, exact at any size; a text that is no whole number is shown as it is. */
export const grouped = (count: string | null): string | null =>
  count !== null && /^-?[0-9]+$/.test(count) ? new Intl.NumberFormat('en').format(BigInt(count)) : count
