// Builds another version of the console, whose files have other names: node e2e/support/other-version.ts FOLDER
import { join, resolve } from 'node:path'

import { createBuilder } from 'vite'

import { root } from './servers.ts'

const folder = resolve(process.argv[2] ?? 'dist/other-version')
// The entry script names its commit, and every other script imports it.
process.env['BUILD_COMMIT'] = 'f'.repeat(40)
process.env['NODE_ENV'] = 'production'
const into = (name: string) => ({ build: { outDir: join(folder, name), emptyOutDir: true } })
const builder = await createBuilder({
  root,
  logLevel: 'warn',
  environments: { client: into('client'), server: into('server') },
})
await builder.buildApp()
