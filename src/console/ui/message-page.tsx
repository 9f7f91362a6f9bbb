import type { ReactNode } from 'react'

import type { PageState } from '../../urls/page-states.ts'
import { Page, PageHeading } from './page.tsx'

type MessagePageProps = PageState & {
  /** The tab's title; the heading too, unless that has its own. */
  title: string
  heading?: string
  chatId?: string
  masked?: boolean
  /** The icon above the heading, and its colours. */
  tile?: readonly [className: string, icon: ReactNode]
  /** Above everything else. */
  navigation?: ReactNode
  /** A line above the heading. */
  overline?: string
  /** Buttons and links, the likeliest first. */
  actions: ReactNode
  /** What happened and what to do. */
  children: ReactNode
}

/** A page without a chat: a failure, a question or an empty state, in the middle of the window. */
export const MessagePage = ({ heading, tile, navigation, overline, actions, children, ...page }: MessagePageProps) => (
  <Page {...page} status={heading ?? page.title} className="pt-6 md:pt-8">
    {navigation}
    <div className={`mt-2 flex max-w-160 flex-col items-start ${tile ? 'gap-5' : 'gap-6'}`}>
      {tile && <span className={`flex size-10 items-center justify-center rounded-lg ${tile[0]}`}>{tile[1]}</span>}
      <div className="w-full min-w-0">
        {overline && <p className="mb-1 font-medium text-ink-3">{overline}</p>}
        <PageHeading className="text-xl font-semibold text-balance wrap-anywhere md:text-2xl">
          {heading ?? page.title}
        </PageHeading>
        {children}
      </div>
      <div className="flex flex-wrap gap-2 print:hidden">{actions}</div>
    </div>
  </Page>
)

/** A paragraph of a {@link MessagePage}. */
export const MessageText = ({ children }: { children: ReactNode }) => (
  <p className="mt-2 max-w-[58ch] text-lg text-ink-2 wrap-anywhere">{children}</p>
)
