/** What reads, hides and checks a long answer without holding the page up. */
export const longAnswers = () => import('./large-answer.ts')
