export { pose } from '../screenshot/fixed-states.ts'
export { addFonts } from '../screenshot/fonts.ts'
export { Provenance } from '../screenshot/footer.tsx'
