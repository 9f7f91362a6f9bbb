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
  <Icon d="M2.500 2.500l11 11M6.400 3.900A6.500 6.500 0 0 1 14.500 8a8 8 0 0 1-1.700 2.300M4.300 4.900A8 8 0 0 0 1.500 8a6.900 6.900 0 0 0 9.300 3.400M6.700 6.700a1.900 1.900 0 0 0 2.600 2.600" />
)
export const CopyIcon = () => (
  <Icon d="M10.250 5.500V3.750a1.500 1.500 0 0 0-1.500-1.500h-5a1.500 1.500 0 0 0-1.500 1.500v5a1.500 1.500 0 0 0 1.500 1.500H5.500">
    <rect x="5.750" y="5.750" width="8" height="8" rx="1.500" />
  </Icon>
)
export const HelpIcon = () => (
  <Icon d="M6.250 6.250a1.750 1.750 0 1 1 2.500 1.600c-.5.250-.75.500-.75 1.150M8 11.250v.010">
    <circle cx="8" cy="8" r="5.750" />
  </Icon>
)

export const SortIcon = ({ direction }: { direction: 'ascending' | 'descending' | undefined }) => (
  <svg viewBox="0 0 8 12" width="8" height="12" fill="currentColor" aria-hidden="true" className="flex-none">
    <path d="M4 1 7 5H1z" opacity={direction === 'descending' ? 0.25 : direction ? 1 : 0.5} />
    <path d="M4 11 1 7h6z" opacity={direction === 'ascending' ? 0.25 : direction ? 1 : 0.5} />
  </svg>
)
