import type { ReactNode } from 'react'

import type { pageStates } from '../../urls/page-states.ts'
import { IconTile } from '../ui/icon-tile.tsx'
import { Page, PageHeading } from '../ui/page.tsx'

interface SignInPageProps {
  state: (typeof pageStates)['sign-in'][number]
  /** The tinted square above the heading. */
  tileClass: string
  icon: ReactNode
  title: string
  /** What can be done. */
  actions: ReactNode
  children: ReactNode
}

/** A page about signing in: what is the matter, what it means, and what can be done. */
export const SignInPage = ({ state, tileClass, icon, title, actions, children }: SignInPageProps) => (
  <Page view="sign-in" state={state} title={title} status={title} className="pt-6 md:pt-8">
    <div className="mx-auto mt-2 flex max-w-160 flex-col items-start gap-5 md:mt-10">
      <IconTile className={tileClass}>{icon}</IconTile>
      <div className="min-w-0">
        <PageHeading className="text-xl font-semibold text-balance md:text-2xl">{title}</PageHeading>
        <div className="mt-2 grid max-w-[58ch] gap-2 text-lg text-ink-2">{children}</div>
      </div>
      <div className="flex flex-wrap gap-2 print:hidden">{actions}</div>
    </div>
  </Page>
)
