import { copyFileSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'

import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { msw } from 'msw/vite'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

import { inlineCritical } from './src/hosts/build/inline-critical.ts'
import { plainImports } from './src/hosts/build/plain-imports.ts'
import { precompress } from './src/hosts/build/precompress.ts'
import { devGateway } from './src/hosts/build/dev-gateway.ts'
import { buildName } from './src/hosts/node/build-name.ts'
import { shots } from './src/sandbox/shots.ts'

/** The gallery's list for tools, as a file: the static demo has no server that could answer with it. */
const shotList = (): Plugin => ({
  name: 'linq-shot-list',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'qa/shots.json', source: `${JSON.stringify(shots(), null, 2)}\n` })
  },
})

/** What the edge's own tool takes to deploy the worker and its files. */
const edgeManifest = (): Plugin => ({
  name: 'linq-edge-manifest',
  applyToEnvironment: ({ name }) => name === 'worker',
  closeBundle: () => copyFileSync('src/hosts/edge/wrangler.json', 'dist/edge/wrangler.json'),
})

/**
 * The files of the build: the first load, and one for each module of `src/console/chunks`, with all that it needs. Modules
 * that two of them need are in the first of the two.
 */
const chunks = [
  { name: 'main', tags: ['$initial' as const], priority: 1 },
  ...readdirSync('src/console/chunks').map((file) => ({
    name: file.replace('.ts', ''),
    test: (id: string) => id.endsWith(`/src/console/chunks/${file}`),
  })),
]

/** On a busy machine Rolldown would print which plugins were slow. */
const checks = { bundlerTimings: false }

/** A server renders pages with all of the console's parts, so they are one file. */
const oneFile = { output: { codeSplitting: false }, checks }

/** React has its development version beside the other, and would choose when it runs. */
const production = { 'process.env.NODE_ENV': '"production"' }

export default defineConfig(({ mode }) => {
  const demo = mode === 'demo'
  const edge = mode === 'edge'
  return {
    define: { 'import.meta.env.VITE_BUILD': JSON.stringify(buildName()) },
    plugins: [
      react(),
      plainImports(),
      tailwindcss(),
      devGateway(),
      msw(),
      inlineCritical('src/hosts/browser/before-hydration.js'),
      // The edge's platform compresses by itself, and so do the hosts that a demo is put on: there the forms would be
      // files that anybody can ask for, three for each.
      ...(demo || edge ? [] : [precompress()]),
      ...(demo ? [shotList()] : []),
      ...(edge ? [edgeManifest()] : []),
    ],
    builder: {},
    environments: {
      client: {
        build: {
          outDir: demo ? 'dist/demo' : edge ? 'dist/edge/client' : 'dist/client',
          target: 'es2023',
          rolldownOptions: {
            output: { codeSplitting: { groups: chunks } },
            // What one part asks for on demand may be in its own file, or in another's.
            checks: { ...checks, ineffectiveDynamicImport: false },
          },
        },
      },
      // The static demo has no server: the gateway runs in its page.
      ...(edge && {
        worker: {
          consumer: 'server' as const,
          resolve: { noExternal: true as const, conditions: ['workerd', 'worker', 'module', 'import', 'default'] },
          build: {
            outDir: 'dist/edge/worker',
            target: 'es2023',
            copyPublicDir: false,
            rolldownOptions: {
              input: { worker: 'src/hosts/edge/worker.ts' },
              platform: 'neutral' as const,
              ...oneFile,
            },
          },
          define: production,
        },
      }),
      ...(!demo &&
        !edge && {
          server: {
            consumer: 'server',
            resolve: { noExternal: true },
            build: {
              outDir: 'dist/server',
              target: 'node20',
              copyPublicDir: false,
              rolldownOptions: { input: { server: 'src/hosts/node/main.ts' }, platform: 'node', ...oneFile },
            },
            define: production,
          },
        }),
    },
    build: { cssTarget: ['chrome123', 'firefox128', 'safari17.5'], modulePreload: false },
    test: {
      unstubGlobals: true,
      // Bounds for a hung test on a busy machine; no assertion measures time against them.
      testTimeout: 60_000,
      // By default one processor stays idle.
      maxWorkers: availableParallelism(),
      projects: [
        {
          extends: true,
          // Files share their workers: loading each file's modules afresh took most of the time.
          test: {
            name: 'node',
            include: ['src/**/*.test.ts', 'e2e/**/*.test.ts'],
            exclude: ['**/*.dom.test.ts'],
            isolate: false,
          },
        },
        // A document cannot be shared, nor can a file that replaces a module.
        {
          extends: true,
          test: { name: 'dom', include: ['src/**/*.dom.test.{ts,tsx}'], environment: 'happy-dom' },
        },
      ],
    },
  }
})
