export const card = 'rounded-lg border border-line bg-surface'
