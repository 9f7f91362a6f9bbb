import type { Plugin } from 'vite'

/**
 * Leaves dynamic imports as they are. Vite wraps each in a function that preloads its styles and modules: this build has
 * one stylesheet and preloads no modules, so the function would only make the first load larger.
 */
export const plainImports = (): Plugin => ({
  name: 'linq-plain-imports',
  enforce: 'pre',
  apply: 'build',
  load: {
    filter: { id: /vite\/preload-helper\.js$/ },
    handler: () => 'export const __vitePreload = (load) => load()',
  },
})
