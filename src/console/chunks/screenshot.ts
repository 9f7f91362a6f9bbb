export { FixedInteraction } from '../screenshot/fixed-interaction.tsx'
export { applyFixedStates, fixedLookups, fixedSearch, seedSession } from '../screenshot/fixed-states.ts'
export { loadScreenshotFonts } from '../screenshot/fonts.ts'
export { ScreenshotFooter } from '../screenshot/footer.tsx'
