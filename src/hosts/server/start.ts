// `npm start`: checks the settings, builds the console and its server, and runs them in this process.
import { join } from 'node:path'

import { followParent } from './follow-parent.ts'
import { run } from './listen.ts'
import { readSettings } from '../common/settings.ts'

followParent()
const root = join(import.meta.dirname, '../../..')

await run(async () => {
  readSettings(process.env) // a mistake is told at once, not after the build
  process.env['NODE_ENV'] = 'production'
  const { createBuilder } = await import('vite')
  const builder = await createBuilder({ root, logLevel: 'warn' })
  await builder.buildApp()
})
await import(join(root, 'dist/server/server.js'))
