import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { createSbom, readLock } from './sbom.ts'
import { root } from '../support/servers.ts'

const manifest: { dependencies: Record<string, string>; devDependencies: Record<string, string> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
)
const lock = readLock()
const sbom = createSbom(lock)
const names = sbom.components.map(({ group, name }) => (group ? `${group}/${name}` : name))

test('every dependency is listed with its version', () => {
  const versions = Object.fromEntries(sbom.components.map(({ version }, at) => [names[at], version]))
  expect(versions).toMatchObject(manifest.dependencies)
})

test('the dependencies of every listed package are listed, each once', () => {
  const purls = sbom.components.map(({ purl }) => purl)
  expect(new Set(purls).size).toBe(purls.length)
  for (const [at, name] of names.entries()) {
    const installed: { version: string; dependencies?: Record<string, string> } = JSON.parse(
      readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'),
    )
    expect(sbom.components[at]?.version, name).toBe(installed.version)
    expect(names, name).toEqual(expect.arrayContaining(Object.keys(installed.dependencies ?? {})))
  }
  // Packages that `npm sbom` leaves out because development packages need them too, and transitive dependencies.
  expect(names).toEqual(
    expect.arrayContaining(['jose', 'react', 'react-dom', 'scheduler', '@opentelemetry/api', 'bintrees']),
  )
})

test('no development dependency is listed', () => {
  expect(names.filter((name) => name in manifest.devDependencies)).toEqual([])
  expect(names.filter((name) => name.startsWith('node-'))).toEqual([])
})

test('each component has the lockfile’s hash in hexadecimal, a license, and a purl without a registry', () => {
  for (const { name, purl, hashes, licenses } of sbom.components) {
    expect(hashes, name).toEqual([{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }])
    expect(licenses, name).toHaveLength(1)
    expect(purl).toMatch(/^pkg:npm\/(?:%40[a-z0-9-]+\/)?[a-z0-9-]+@[0-9.]+$/)
  }
  expect(JSON.stringify(sbom)).not.toMatch(/registry|https?:(?!\/\/cyclonedx\.org)/)
})

test('the dependency graph refers to listed packages only', () => {
  const known = new Set([sbom.metadata.component['bom-ref'], ...sbom.components.map((one) => one['bom-ref'])])
  expect(sbom.dependencies.map(({ ref }) => ref).toSorted()).toEqual([...known].toSorted())
  for (const { ref, dependsOn } of sbom.dependencies)
    for (const dependency of dependsOn) expect(known, ref).toContain(dependency)
  expect(sbom.dependencies[0]?.dependsOn).toHaveLength(Object.keys(manifest.dependencies).length)
})

test('a dependency resolves to the nearest package of its name, required peers are included, optional packages are not', () => {
  const one = { version: '1.0.0' }
  const { components, dependencies } = createSbom({
    '': { name: 'it', version: '0.1.0', dependencies: { a: '1', '@s/b': '1' }, optionalDependencies: { o: '1' } },
    'node_modules/a': {
      ...one,
      dependencies: { c: '2' },
      peerDependencies: { p: '1', q: '1' },
      peerDependenciesMeta: { q: { optional: true } },
      optionalDependencies: { o: '1' },
    },
    'node_modules/a/node_modules/c': {
      version: '2.0.0',
      license: '(MIT OR Apache-2.0)',
      dependencies: { '@s/b': '1' },
    },
    'node_modules/@s/b': { ...one, license: 'SEE LICENSE IN x', dependencies: { c: '1' } },
    'node_modules/c': one,
    'node_modules/o': one,
    'node_modules/p': one,
    'node_modules/q': one,
  })
  expect(components.map(({ purl }) => purl)).toEqual([
    'pkg:npm/%40s/b@1.0.0',
    'pkg:npm/a@1.0.0',
    'pkg:npm/c@1.0.0',
    'pkg:npm/c@2.0.0',
    'pkg:npm/p@1.0.0',
  ])
  expect(dependencies.find(({ ref }) => ref.includes('/a@'))?.dependsOn).toEqual(['pkg:npm/c@2.0.0', 'pkg:npm/p@1.0.0'])
  expect(components.map(({ licenses }) => licenses)).toEqual([
    [{ license: { name: 'SEE LICENSE IN x' } }],
    [],
    [],
    [{ expression: '(MIT OR Apache-2.0)' }],
    [],
  ])
})

test('a lockfile without a required package is an error', () => {
  expect(() => createSbom({ '': { name: 'it', version: '0.1.0', dependencies: { gone: '1' } } })).toThrow(
    'package-lock.json has no entry for gone, which it needs. Run npm install.',
  )
})
