// Which chats and failures of API v3 the sandbox has. What it answers is in v3-chats.ts, which no live console contains.
import type { Sample } from './samples.ts'

/** Reserved ids differ in their last three digits, which are those of a similar sample of API v2 where there is one. */
export const v3Id = (digits: string): string => `00000000-0000-4000-8000-000000000${digits}`

type Row = [digits: string, label: string, state?: Sample['state'], kind?: Sample['kind']]

const rows: Row[] = [
  ['045', 'Every documented field'],
  ['301', 'Somebody has left'],
  ['302', 'Somebody was removed'],
  ['303', 'No service'],
  ['304', 'No name'],
  ['306', 'Health: at risk'],
  ['307', 'Health: critical'],
  ['308', 'Health: opted out'],
  ['309', 'A group with an icon, archived'],
  ['310', 'Health as a score'],
  ['109', 'One participant', 'ready', 'drift'],
  ['321', 'Handles without an ID and a time', 'ready', 'drift'],
  ['401', 'Token refused (401, code 2004)', 'unauthorized', 'failure'],
  ['403', 'Token may not read this chat (403, code 2005)', 'unauthorized', 'failure'],
  ['404', 'No such chat (404, code 2001)', 'not-found', 'failure'],
  ['429', 'Rate limit (429, code 1007)', 'rate-limited', 'failure'],
  ['500', 'Server error (500, code 3001)', 'upstream-error', 'failure'],
]

/** Every id of API v3 that the sandbox answers with something else than the documented 404, and that one. */
export const v3Samples: readonly Sample[] = rows.map(([digits, label, state = 'ready', kind = 'chat']) => ({
  id: v3Id(digits),
  label,
  state,
  kind,
}))
