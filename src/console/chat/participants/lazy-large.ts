import { part } from '../../ui/lazy-component.tsx'

/** Up to this many participants are all drawn at once, by code that is there from the start. */
export const drawnAtOnce = 200

/** The table of more than {@link drawnAtOnce}, which draws the rows that can be seen. */
export const ManyParticipants = part(() => import('./virtual-table.tsx').then((all) => all.ManyParticipants))
