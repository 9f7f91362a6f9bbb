/** The code for large answers. `chunks.ts` has it loaded with the table of many participants, which shows them. */
export const largeAnswers = { load: () => import('./large-answer.ts') }
