import type { Server } from 'node:http'

import { listen } from '../support/identity/http.ts'

/** Serves until the bench exits for any reason, and prints the address. */
export async function serve(server: Server): Promise<void> {
  // The channel to the bench closes with its process, even if that is killed.
  process.on('disconnect', () => process.exit())
  process.stdout.write(`${await listen(server)}\n`)
}
