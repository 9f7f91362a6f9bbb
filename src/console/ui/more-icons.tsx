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
  <Icon d="m7.250 8.750 6-6m-2.500 2.500 1.750 1.750">
    <circle cx="5.25" cy="10.75" r="2.75" />
  </Icon>
)
export const CloudOffIcon = () => (
  <Icon d="M2 2l12 12M6.500 3.700a4 4 0 0 1 5 3.300 2.750 2.750 0 0 1 2 4.200M4.300 5.700A3.300 3.300 0 0 0 4.750 12.250H11" />
)
export const UnreadableIcon = () => (
  <Icon d="M9 1.750H4A1.250 1.250 0 0 0 2.750 3v10A1.250 1.250 0 0 0 4 14.250h8A1.250 1.250 0 0 0 13.250 13V6zM9 1.750V6h4.250M6.250 8.750l3.500 3m0-3-3.500 3" />
)
export const PersonIcon = () => (
  <Icon d="M2.750 13.750a5.250 5.250 0 0 1 10.500 0">
    <circle cx="8" cy="5.250" r="2.750" />
  </Icon>
)
export const LockIcon = () => (
  <Icon d="M5.250 7.250V5a2.750 2.750 0 0 1 5.500 0v2.250">
    <rect x="3.250" y="7.250" width="9.500" height="6.500" rx="1.500" />
  </Icon>
)
export const LeaveIcon = () => (
  <Icon d="M6.500 2.750h-2.250a1.500 1.500 0 0 0-1.500 1.500v7.500a1.500 1.500 0 0 0 1.500 1.500H6.500M10.500 5l3 3-3 3M13.250 8H6.500" />
)

/** Points down inside an open `group`. */
export const ChevronIcon = () => (
  <span className="[transition:0.1s_rotate] group-open:rotate-90">
    <Icon d="m6 3.500 4.500 4.500L6 12.500" />
  </span>
)
