const units = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/**
 * How long ago or ahead a moment is, in its largest unit, e.g. `7 months ago`, `in 2 days`.
 * @param difference in milliseconds; negative in the past.
 */
export function formatAge(difference: number): string {
  const seconds = Math.round(difference / 1000)
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  return new Intl.RelativeTimeFormat('en').format(Math.trunc(seconds / size), unit)
}
