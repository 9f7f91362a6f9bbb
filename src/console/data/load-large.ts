export const loadLargeAnswers = () => import('./large-answer.ts')
