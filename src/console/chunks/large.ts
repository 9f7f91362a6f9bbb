// In the same chunk as the code for large answers, which `data/load-large.ts` loads by its own path.
export { countBytes } from '../data/large-answer.ts'
export { VirtualTable } from '../chat/participants/virtual-table.tsx'
