// A chat's page as the server renders it, and what the page does when it is hydrated.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { APIRequestContext, Page } from '@playwright/test'

import { type RunningServer, startServer } from './servers.ts'
import { liveAgainst, type Recorder } from './upstream.ts'

/** What a page did since {@link recordActivity}. */
interface Activity {
  /** Its requests for chats. */
  lookups: number
  /** Uncaught errors, and errors and warnings in the browser's console. */
  faults: string[]
}

/** Records the lookups and faults of a page from now on. */
export function recordActivity(page: Page): Activity {
  const activity: Activity = { lookups: 0, faults: [] }
  page.on('request', (request) => (activity.lookups += Number(new URL(request.url()).pathname.startsWith('/api/'))))
  page.on('pageerror', (error) => activity.faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') activity.faults.push(message.text())
  })
  return activity
}

/** Requests a page as a navigation. Node's `fetch` sends Sec-Fetch headers of a script. */
export const navigate = async (
  request: APIRequestContext,
  url: string,
): Promise<{ html: string; headers: Record<string, string> }> => {
  const response = await request.get(url)
  return { html: await response.text(), headers: response.headers() }
}

/**
 * Starts a console for one test, with its audit lines in a file, and stops it afterwards.
 * @param use gets the console, and a function that reads its audit lines.
 */
export async function withConsole(
  { upstream, folder }: { upstream: Recorder; folder: string },
  env: Record<string, string>,
  use: (server: RunningServer, auditLines: () => string[]) => Promise<void>,
): Promise<void> {
  const log = join(folder, 'audit.log')
  const server = await startServer('console', { ...liveAgainst(upstream), AUDIT_LOG: log, ...env })
  try {
    await use(server, () => readFileSync(log, 'utf8').trim().split('\n').filter(Boolean))
  } finally {
    await server.stop()
  }
}
