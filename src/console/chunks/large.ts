// What reads a large answer needs this file too: `data/load-large.ts` fetches it by its own path.
export { countBytes } from '../data/large-answer.ts'
export { VirtualTable } from '../chat/participants/virtual-table.tsx'
