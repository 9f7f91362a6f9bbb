import type { Server } from 'node:http'

import { listen } from '../support/identity/http.ts'

/** Serves until the bench is gone, however it ended, and prints the address. */
export async function serve(server: Server): Promise<void> {
  // The bench holds the other end: it closes with the process, even with one that was killed.
  process.on('disconnect', () => process.exit())
  process.stdout.write(`${await listen(server)}\n`)
}
