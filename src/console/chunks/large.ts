// What reads a large answer needs this file too: `data/load-large.ts` fetches it by its own path.
export { bytesOf } from '../data/large-answer.ts'
export { ManyParticipants } from '../chat/participants/virtual-table.tsx'
