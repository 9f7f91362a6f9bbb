import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { msw } from 'msw/vite'
import { defineConfig } from 'vitest/config'

import { devGateway } from './src/hosts/server/vite.ts'

export default defineConfig(({ mode }) => {
  const demo = mode === 'demo'
  return {
    plugins: [react(), tailwindcss(), devGateway(), demo && msw()],
    builder: {},
    environments: {
      client: { build: { outDir: demo ? 'dist/demo' : 'dist/client', target: 'es2023' } },
      // The static demo has no server: the gateway runs in its page.
      ...(!demo && {
        server: {
          consumer: 'server',
          resolve: { noExternal: true },
          build: {
            outDir: 'dist/server',
            target: 'node20',
            copyPublicDir: false,
            rolldownOptions: { input: { server: 'src/hosts/server/node.ts' }, platform: 'node' },
          },
        },
      }),
    },
    build: { cssTarget: ['chrome123', 'firefox128', 'safari17.5'], reportCompressedSize: true },
    test: {
      include: ['src/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts'],
      unstubGlobals: true,
    },
  }
})
