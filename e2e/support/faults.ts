import type { Page } from '@playwright/test'

/** Addresses where a failing status is no fault: lookups, and pages that do not exist. */
const meantToFail = /\/api\/|\/nowhere$/

/**
 * Collects what goes wrong in a page and its frames from now on: uncaught errors, errors and warnings in the browser's
 * console, and what a policy forbade.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    const { url } = message.location()
    const meant = message.text().startsWith('Failed to load resource') && meantToFail.test(url)
    if (['error', 'warning'].includes(message.type()) && !meant) faults.push(`${message.text()} (${url})`)
  })
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      console.error('policy', violatedDirective, blockedURI, sample),
    ),
  )
  return faults
}
