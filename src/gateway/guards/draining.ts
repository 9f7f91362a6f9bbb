import { type Answer, failed } from '../response.ts'

/** Before any work is begun: a process that is about to stop leaves new lookups to the next one. */
export const checkDraining = (isDraining: boolean): Answer | null =>
  isDraining
    ? failed('draining', 'This server is about to stop. Try again: another one answers.', {
        headers: { 'retry-after': '1', connection: 'close' },
      })
    : null
