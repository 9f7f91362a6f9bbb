import { part } from '../../ui/lazy-component.tsx'

/** Up to this many participants are all drawn at once, by code that is there from the start. */
export const drawnAtOnce = 200

/** The table of more than {@link drawnAtOnce}, which draws the rows that can be seen. */
export const ManyParticipants = part(() => import('./virtual-table.tsx').then((all) => all.ManyParticipants))

/** What reads, hides and checks a long answer without holding the page up. Whoever needs it needs the table too. */
export const longAnswers = () =>
  Promise.all([import('../../data/large-answer.ts'), ManyParticipants.load()]).then(([all]) => all)
