/** The result of one check. The message names the fix, and never has a secret. */
export interface Finding {
  subject: string
  level: 'ok' | 'warning' | 'error'
  message: string
}

/** Makes the findings about one subject, each of its message. */
export function findingsAbout(subject: string) {
  const finding =
    (level: Finding['level']) =>
    (message: string): Finding => ({ subject, level, message })
  return { ok: finding('ok'), warning: finding('warning'), failure: finding('error') }
}

/** The code of a system error, such as ECONNREFUSED; otherwise the error's name. */
export function codeOf(error: unknown): string {
  const { cause } = error instanceof Error ? error : {}
  for (const one of [cause, error])
    if (typeof one === 'object' && one !== null && 'code' in one && typeof one.code === 'string') return one.code
  return error instanceof Error ? error.name : 'unknown error'
}
