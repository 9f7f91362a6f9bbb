import type { Plugin, Rolldown } from 'vite'

/**
 * A plugin for the client's files. It runs after every other plugin has written them, so that it sees the bytes that are
 * served.
 * @param handler gets the folder of the build.
 */
export const afterBuild = (name: string, handler: (folder: string, bundle: Rolldown.OutputBundle) => void): Plugin => ({
  name,
  applyToEnvironment: (environment) => environment.name === 'client',
  writeBundle: { order: 'post', sequential: true, handler: ({ dir = '' }, bundle) => handler(dir, bundle) },
})
