/** What reads, hides and checks a long answer without holding the page up. */
export const loadLargeAnswers = () => import('./large-answer.ts')
