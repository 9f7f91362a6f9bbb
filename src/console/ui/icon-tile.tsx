import type { ReactNode } from 'react'

/** The tinted square above the heading of a screen without a chat. */
export const IconTile = ({ className, children }: { className: string; children: ReactNode }) => (
  <span className={`flex size-10 items-center justify-center rounded-lg ${className}`}>{children}</span>
)
