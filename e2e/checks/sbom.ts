// `npm run -s sbom`: the runtime dependencies, as CycloneDX. `npm sbom --omit dev` leaves out packages that a development
// package needs too (react, jose), so the lockfile is read here.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { root } from '../support/servers.ts'

/** An entry of the lockfile's `packages`; the project itself is under the empty path. */
interface Entry {
  name?: string
  version?: string
  license?: string
  integrity?: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  peerDependenciesMeta?: Record<string, { optional?: boolean }>
}

/** Entries by their path, such as `node_modules/a/node_modules/b`. */
export type Lock = Record<string, Entry>

const folder = 'node_modules/'

/** Reads the project's lockfile. */
export function readLock(): Lock {
  const { packages }: { packages: Lock } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return packages
}

/** The required dependencies of a package. Optional ones are for one platform each, and no build contains them. */
const dependenciesOf = ({ dependencies, peerDependencies, peerDependenciesMeta: meta }: Entry) => [
  ...new Set([
    ...Object.keys(dependencies ?? {}),
    ...Object.keys(peerDependencies ?? {}).filter((name) => meta?.[name]?.optional !== true),
  ]),
]

/** Resolves a package as Node does: in the folder of the dependent package, then in each parent folder. */
function resolvePackage(lock: Lock, from: string, name: string): string {
  for (let path = from; ; path = path.slice(0, Math.max(0, path.lastIndexOf(folder) - 1))) {
    const candidate = `${path && `${path}/`}${folder}${name}`
    if (lock[candidate]) return candidate
    if (path === '')
      throw new Error(`package-lock.json has no entry for ${name}, which ${nameOf(lock, from)} needs. Run npm install.`)
  }
}

const nameOf = (lock: Lock, path: string) =>
  lock[path]?.name ?? path.slice(path.lastIndexOf(folder) + (path.includes(folder) ? folder.length : 0))

/** A package's URL (purl), by which the SBOM refers to it. */
const purlOf = (lock: Lock, path: string) => `pkg:npm/${nameOf(lock, path).replace('@', '%40')}@${lock[path]?.version}`

/** A package as a CycloneDX component. */
function component(lock: Lock, path: string) {
  const { version = '', license, integrity } = lock[path] ?? {}
  const [, group, name = ''] = /^(?:(@[^/]+)\/)?(.+)$/.exec(nameOf(lock, path)) ?? []
  const purl = purlOf(lock, path)
  return {
    type: 'library',
    'bom-ref': purl,
    ...(group && { group }),
    name,
    version,
    purl,
    hashes: (integrity?.split(/\s+/) ?? []).map(readHash),
    licenses: license === undefined ? [] : [readLicense(license)],
  }
}

/** Converts the lockfile's `sha512-` and base64 to hexadecimal. */
function readHash(integrity: string) {
  const [, bits = '', base64 = ''] = /^sha(\d+)-(.+)$/.exec(integrity) ?? []
  return { alg: `SHA-${bits}`, content: Buffer.from(base64, 'base64').toString('hex') }
}

function readLicense(text: string) {
  if (/ (?:AND|OR|WITH) /.test(text)) return { expression: text }
  return { license: /^[A-Za-z0-9.+-]+$/.test(text) ? { id: text } : { name: text } }
}

/** Lists the project's direct and transitive dependencies, each once, sorted by purl. */
export function createSbom(lock: Lock) {
  const graph = new Map<string, string[]>()
  const queue = ['']
  for (const path of queue) {
    if (graph.has(path)) continue
    const dependencies = dependenciesOf(lock[path] ?? {}).map((name) => resolvePackage(lock, path, name))
    graph.set(path, dependencies)
    queue.push(...dependencies)
  }
  // The same version in two folders is one package.
  const byPurl = new Map([...graph.keys()].map((path) => [purlOf(lock, path), path]))
  const own = purlOf(lock, '')
  byPurl.delete(own)
  const purls = [...byPurl.keys()].toSorted()
  const dependsOn = (ref: string) => [
    ...new Set(
      [...graph]
        .filter(([path]) => purlOf(lock, path) === ref)
        .flatMap(([, dependencies]) => dependencies.map((path) => purlOf(lock, path))),
    ),
  ]
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { ...component(lock, ''), type: 'application' } },
    components: purls.map((purl) => component(lock, byPurl.get(purl) ?? '')),
    dependencies: [own, ...purls].map((ref) => ({ ref, dependsOn: dependsOn(ref).toSorted() })),
  }
}

if (import.meta.main) {
  const { metadata, components, dependencies, ...head } = createSbom(readLock())
  const stamped = {
    ...head,
    serialNumber: `urn:uuid:${randomUUID()}`,
    metadata: { timestamp: new Date().toISOString(), lifecycles: [{ phase: 'pre-build' }], ...metadata },
    components,
    dependencies,
  }
  process.stdout.write(`${JSON.stringify(stamped, null, 2)}\n`)
}
