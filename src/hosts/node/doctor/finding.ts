/** What came of one check, in words that name the fix. They never hold a secret. */
export interface Finding {
  what: string
  state: 'ok' | 'warning' | 'wrong'
  words: string
}

const finding =
  (state: Finding['state']) =>
  (what: string, words: string): Finding => ({ what, state, words })
export const ok = finding('ok')
export const warning = finding('warning')
export const wrong = finding('wrong')

/** A system's short word for what went wrong, such as ECONNREFUSED. */
export function codeOf(error: unknown): string {
  const { cause } = error instanceof Error ? error : {}
  for (const one of [cause, error])
    if (typeof one === 'object' && one !== null && 'code' in one && typeof one.code === 'string') return one.code
  return error instanceof Error ? error.name : 'unknown error'
}
