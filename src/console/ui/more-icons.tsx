import { Icon } from './icons.tsx'

export const AlertIcon = () => <Icon d="M8 2.25 14.25 13H1.75zM8 6.5v3M8 11.25v.01" />
export const ClockIcon = () => (
  <Icon d="M8 4.75V8l2.25 1.5">
    <circle cx="8" cy="8" r="5.75" />
  </Icon>
)
export const EmptyIcon = () => (
  <Icon d="m10.25 10.25 3 3M5.5 5.5l3 3m0-3-3 3">
    <circle cx="7" cy="7" r="4.25" />
  </Icon>
)
export const KeyIcon = () => (
  <Icon d="m7.25 8.75 6-6m-2.5 2.5 1.75 1.75">
    <circle cx="5.25" cy="10.75" r="2.75" />
  </Icon>
)
export const CloudOffIcon = () => (
  <Icon d="M2 2l12 12M6.5 3.7a4 4 0 0 1 5 3.3 2.75 2.75 0 0 1 2 4.2M4.3 5.7A3.3 3.3 0 0 0 4.75 12.25H11" />
)
export const UnreadableIcon = () => (
  <Icon d="M9 1.75H4A1.25 1.25 0 0 0 2.75 3v10A1.25 1.25 0 0 0 4 14.25h8A1.25 1.25 0 0 0 13.25 13V6zM9 1.75V6h4.25M6.25 8.75l3.5 3m0-3-3.5 3" />
)
export const PersonIcon = () => (
  <Icon d="M2.75 13.75a5.25 5.25 0 0 1 10.5 0">
    <circle cx="8" cy="5.25" r="2.75" />
  </Icon>
)
export const LockIcon = () => (
  <Icon d="M5.25 7.25V5a2.75 2.75 0 0 1 5.5 0v2.25">
    <rect x="3.25" y="7.25" width="9.5" height="6.5" rx="1.5" />
  </Icon>
)
export const LeaveIcon = () => (
  <Icon d="M6.5 2.75h-2.25a1.5 1.5 0 0 0-1.5 1.5v7.5a1.5 1.5 0 0 0 1.5 1.5H6.5M10.5 5l3 3-3 3M13.25 8H6.5" />
)

/** Points down inside an open `group`. */
export const ChevronIcon = () => (
  <span className="[transition:0.1s_rotate] group-open:rotate-90">
    <Icon d="m6 3.5 4.5 4.5L6 12.5" />
  </span>
)
