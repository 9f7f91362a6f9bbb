// The icons of the first load; `more-icons.tsx` is loaded with the chunks that use it.
import type { ReactNode } from 'react'

/** @param d the path; other shapes are children. */
export const Icon = ({ d, children }: { d: string; children?: ReactNode }) => (
  <svg
    viewBox="0 0 16 16"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    className="flex-none"
  >
    {children}
    <path d={d} />
  </svg>
)

/** `public/favicon.svg`. Not as an image: WebKit paints one with other pixels when only a part of it is painted again. */
export const Logo = () => (
  <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true" fill="#fff">
    <rect width="32" height="32" rx="8" fill="#1a5ccb" />
    <path d="M9 8.5h14a2.5 2.5 0 0 1 2.5 2.5v8a2.5 2.5 0 0 1-2.5 2.5h-7.2l-4.5 3.9v-3.9H9A2.5 2.5 0 0 1 6.5 19v-8A2.5 2.5 0 0 1 9 8.5z" />
    <circle cx="12" cy="15" r="1.7" fill="#1a5ccb" />
    <circle cx="20" cy="15" r="1.7" fill="#1a5ccb" />
  </svg>
)

export const SearchIcon = () => (
  <Icon d="m10.25 10.25 3 3">
    <circle cx="7" cy="7" r="4.25" />
  </Icon>
)
export const RefreshIcon = () => <Icon d="M13.25 8a5.25 5.25 0 1 1-1.6-3.77M13.25 2.5v2.25H11" />
export const EyeOffIcon = () => (
  <Icon d="M2.5 2.5l11 11M6.4 3.9A6.5 6.5 0 0 1 14.5 8a8 8 0 0 1-1.7 2.3M4.3 4.9A8 8 0 0 0 1.5 8a6.9 6.9 0 0 0 9.3 3.4M6.7 6.7a1.9 1.9 0 0 0 2.6 2.6" />
)
export const CopyIcon = () => (
  <Icon d="M10.25 5.5V3.75a1.5 1.5 0 0 0-1.5-1.5h-5a1.5 1.5 0 0 0-1.5 1.5v5a1.5 1.5 0 0 0 1.5 1.5H5.5">
    <rect x="5.75" y="5.75" width="8" height="8" rx="1.5" />
  </Icon>
)
export const HelpIcon = () => (
  <Icon d="M6.25 6.25a1.75 1.75 0 1 1 2.5 1.6c-.5.25-.75.5-.75 1.15M8 11.25v.01">
    <circle cx="8" cy="8" r="5.75" />
  </Icon>
)

export const SortIcon = ({ direction }: { direction: 'ascending' | 'descending' | undefined }) => (
  <svg viewBox="0 0 8 12" width="8" height="12" fill="currentColor" aria-hidden="true" className="flex-none">
    <path d="M4 1 7 5H1z" opacity={direction === 'descending' ? 0.25 : direction ? 1 : 0.5} />
    <path d="M4 11 1 7h6z" opacity={direction === 'ascending' ? 0.25 : direction ? 1 : 0.5} />
  </svg>
)
