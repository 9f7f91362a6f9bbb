export { applyFixedStates } from '../screenshot/fixed-states.ts'
export { addFonts } from '../screenshot/fonts.ts'
export { ScreenshotFooter } from '../screenshot/footer.tsx'
