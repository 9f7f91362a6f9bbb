import type { Participant } from '../../linq/chat.ts'
import { readSentTime } from './joined.ts'
import { Sent, Service } from './value.tsx'

const columns = ['Handle ID', 'Phone or email', 'Service', 'Joined']

// Below 768 px a row becomes two columns with the rest under the address; it stays one table in one order.
const row = 'grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-4 py-3 md:table-row'
const cell = 'border-line md:border-t md:px-4 md:py-2 md:align-middle'

/** The participants of a chat, as a table. Without a list yet (`undefined`) it shows where the rows will be. */
export function Participants({ list }: { list: Participant[] | null | undefined }) {
  return (
    <section aria-labelledby="participants" className="overflow-hidden rounded-lg border border-line bg-surface">
      <h2 id="participants" className="px-4 pt-4 pb-3 text-lg font-semibold">
        Participants
      </h2>
      <table className="block w-full md:table md:table-fixed">
        <caption className="sr-only">Participants of this chat</caption>
        <thead className="sr-only md:not-sr-only md:table-header-group">
          <tr>
            {columns.map((name, index) => (
              <th
                key={name}
                scope="col"
                className={`border-t border-line bg-sunken px-4 py-2 text-left text-xs font-medium text-ink-2 ${['md:w-40', '', 'md:w-44', 'md:w-64'][index]}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="block md:table-row-group">
          {list === undefined && [0, 1].map((index) => <SkeletonRow key={index} />)}
          {/* Rows have no key of their own: an id may be missing or sent twice, and the list never changes order in place. */}
          {list?.map((participant, index) => (
            <Row key={index} participant={participant} />
          ))}
          {list && list.length === 0 && <Note>Linq sent no participants for this chat.</Note>}
          {list === null && <Note>Linq sent no list of participants for this chat.</Note>}
        </tbody>
      </table>
    </section>
  )
}

function Row({ participant: { id, address, service, joinedAt } }: { participant: Participant }) {
  return (
    <tr data-handle-id={id ?? ''} className={`${row} border-t border-line md:hover:bg-sunken`}>
      <td
        data-field="id"
        className={`${cell} order-4 col-span-2 font-mono text-sm text-ink-2 max-md:before:font-sans max-md:before:text-ink-3 max-md:before:content-['Handle_']`}
      >
        <Sent text={id} />
      </td>
      <td data-field="phone_number" className={`${cell} order-1 font-medium`}>
        <Sent text={address} />
      </td>
      <td data-field="service" className={`${cell} order-2`}>
        <Service name={service} />
      </td>
      <td data-field="joined_at" className={`${cell} order-3 col-span-2 mt-1 md:mt-0`}>
        <Joined sent={joinedAt} />
      </td>
    </tr>
  )
}

function Joined({ sent }: { sent: string | null }) {
  const time = sent === null ? null : readSentTime(sent)
  if (!time) return <Sent text={sent} />
  return (
    <time dateTime={sent ?? undefined} className="font-mono text-xs md:text-sm">
      <span className="block">{time.asSent}</span>
      {time.utc !== time.asSent && <span className="block text-ink-3">{time.utc}</span>}
    </time>
  )
}

const Note = ({ children }: { children: string }) => (
  <tr className="block md:table-row">
    <td colSpan={columns.length} className="block border-t border-line px-4 py-8 text-center text-ink-2 md:table-cell">
      {children}
    </td>
  </tr>
)

const SkeletonRow = () => (
  <tr aria-hidden="true" className={`${row} border-t border-line`}>
    <td className={`${cell} order-4 col-span-2 text-sm`}>
      <span className="skeleton w-12" />
    </td>
    <td className={`${cell} order-1`}>
      <span className="skeleton w-28" />
    </td>
    <td className={`${cell} order-2`}>
      <span className="inline-flex min-h-6 items-center">
        <span className="skeleton w-16" />
      </span>
    </td>
    <td className={`${cell} order-3 col-span-2 mt-1 font-mono text-xs md:mt-0 md:text-sm`}>
      <span className="block">
        <span className="skeleton w-44" />
      </span>
      <span className="block">
        <span className="skeleton w-36" />
      </span>
    </td>
  </tr>
)
