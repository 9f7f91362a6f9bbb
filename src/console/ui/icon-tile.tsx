import type { ReactNode } from 'react'

/** The tinted square above the heading of a screen without a chat. */
export const IconTile = ({ look, children }: { look: string; children: ReactNode }) => (
  <span className={`flex size-10 items-center justify-center rounded-lg ${look}`}>{children}</span>
)
