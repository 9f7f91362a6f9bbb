import type { Page } from '@playwright/test'

/** URLs for which an error status is expected: lookups, and pages that do not exist. */
const expectedToFail = /\/api\/|\/nowhere$/

/**
 * Collects the faults of a page and its frames from now on: uncaught errors, errors and warnings in the browser's console,
 * and violations of the content security policy.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    const { url } = message.location()
    const isExpected = message.text().startsWith('Failed to load resource') && expectedToFail.test(url)
    if (['error', 'warning'].includes(message.type()) && !isExpected) faults.push(`${message.text()} (${url})`)
  })
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      console.error('policy', violatedDirective, blockedURI, sample),
    ),
  )
  return faults
}
