// `npm start`: checks the settings, builds the console and its server, and runs the server in this process.
import { join } from 'node:path'

import { buildName } from './build-name.ts'
import { exitWithParent } from './exit-with-parent.ts'
import { readProcessSettings } from './process-settings.ts'
import { run } from './run.ts'

exitWithParent()
const root = join(import.meta.dirname, '../../..')

await run(buildName, async () => {
  readProcessSettings(process.env) // reports a mistake at once, not after the build
  process.env['NODE_ENV'] = 'production'
  const { createBuilder } = await import('vite')
  const builder = await createBuilder({ root, logLevel: 'warn' })
  await builder.buildApp()
})
await import(join(root, 'dist/server/server.js'))
