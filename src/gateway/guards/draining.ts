import { failed, type Outcome } from '../response.ts'

/** A process that is about to stop leaves new lookups to the next one. */
export const checkDraining = (isDraining: boolean): Outcome | null =>
  isDraining
    ? failed('draining', 'This server is about to stop. Try again: another one answers.', {
        headers: { 'retry-after': '1', connection: 'close' },
      })
    : null
