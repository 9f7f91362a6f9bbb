// `npm run dev`: Vite's dev server with the gateway inside it (`src/hosts/build/dev-gateway.ts`).
import { join } from 'node:path'

import { buildName } from './build-name.ts'
import { exitWithParent } from './exit-with-parent.ts'
import { readProcessSettings } from './process-settings.ts'
import { run } from './run.ts'
import { sourceLine } from '../web/compose-gateway.ts'
import { defaultPorts, portInUse } from '../settings/settings.ts'

exitWithParent()

await run(buildName, async () => {
  const settings = readProcessSettings(process.env, defaultPorts.dev)
  const { createServer } = await import('vite')
  const { host, port } = settings
  const server = await createServer({
    root: join(import.meta.dirname, '../../..'),
    server: { host, port, strictPort: true },
  })
  try {
    await server.listen()
  } catch (error) {
    throw error instanceof Error && error.message.includes('already in use') ? portInUse(port) : error
  }
  server.printUrls()
  server.config.logger.info(`\n  ${sourceLine(settings)}`)
  server.bindCLIShortcuts({ print: true })
})
