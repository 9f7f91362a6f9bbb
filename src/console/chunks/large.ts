export * from '../data/large-answer.ts'
export { VirtualTable } from '../chat/participants/virtual-table.tsx'
