import type { ReactNode } from 'react'

const Icon = ({ children }: { children: ReactNode }) => (
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
  </svg>
)

export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.25" />
    <path d="m10.25 10.25 3 3" />
  </Icon>
)
export const RefreshIcon = () => (
  <Icon>
    <path d="M13.25 8a5.25 5.25 0 1 1-1.6-3.77M13.25 2.5v2.25H11" />
  </Icon>
)
export const AlertIcon = () => (
  <Icon>
    <path d="M8 2.25 14.25 13H1.75zM8 6.5v3M8 11.25v.01" />
  </Icon>
)
export const ClockIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.75" />
    <path d="M8 4.75V8l2.25 1.5" />
  </Icon>
)
export const EmptyIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.25" />
    <path d="m10.25 10.25 3 3M5.5 5.5l3 3m0-3-3 3" />
  </Icon>
)
export const KeyIcon = () => (
  <Icon>
    <circle cx="5.25" cy="10.75" r="2.75" />
    <path d="m7.250 8.750 6-6m-2.500 2.500 1.750 1.750" />
  </Icon>
)
export const CloudOffIcon = () => (
  <Icon>
    <path d="M2 2l12 12M6.500 3.700a4 4 0 0 1 5 3.300 2.750 2.750 0 0 1 2 4.200M4.300 5.700A3.300 3.300 0 0 0 4.750 12.250H11" />
  </Icon>
)
export const UnreadableIcon = () => (
  <Icon>
    <path d="M9 1.750H4A1.250 1.250 0 0 0 2.750 3v10A1.250 1.250 0 0 0 4 14.250h8A1.250 1.250 0 0 0 13.250 13V6zM9 1.750V6h4.250M6.250 8.750l3.500 3m0-3-3.500 3" />
  </Icon>
)
export const EyeOffIcon = () => (
  <Icon>
    <path d="M2.500 2.500l11 11M6.400 3.900A6.500 6.500 0 0 1 14.500 8a8 8 0 0 1-1.700 2.300M4.300 4.900A8 8 0 0 0 1.500 8a6.900 6.900 0 0 0 9.300 3.400M6.700 6.700a1.900 1.900 0 0 0 2.600 2.600" />
  </Icon>
)
export const CopyIcon = () => (
  <Icon>
    <rect x="5.750" y="5.750" width="8" height="8" rx="1.500" />
    <path d="M10.250 5.500V3.750a1.500 1.500 0 0 0-1.500-1.500h-5a1.500 1.500 0 0 0-1.500 1.500v5a1.500 1.500 0 0 0 1.500 1.500H5.500" />
  </Icon>
)
export const HelpIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.750" />
    <path d="M6.250 6.250a1.750 1.750 0 1 1 2.500 1.600c-.5.250-.75.500-.75 1.150M8 11.250v.010" />
  </Icon>
)

/** The mark beside a sortable column's name: both ways, or the way it is ordered. */
export const SortIcon = ({ direction }: { direction: 'ascending' | 'descending' | undefined }) => (
  <svg viewBox="0 0 8 12" width="8" height="12" fill="currentColor" aria-hidden="true" className="flex-none">
    <path d="M4 1 7 5H1z" opacity={direction === 'descending' ? 0.25 : direction ? 1 : 0.5} />
    <path d="M4 11 1 7h6z" opacity={direction === 'ascending' ? 0.25 : direction ? 1 : 0.5} />
  </svg>
)

/** Beside what can be opened; inside an open `group` it points down. */
export const ChevronIcon = () => (
  <span className="transition-transform duration-100 group-open:rotate-90">
    <Icon>
      <path d="m6 3.500 4.500 4.500L6 12.500" />
    </Icon>
  </span>
)
