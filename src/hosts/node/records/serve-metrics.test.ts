import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'

import { expect, test } from 'vitest'

import { SettingsError } from '../../settings/settings-error.ts'
import { createMetrics } from './metrics.ts'
import { serveMetrics } from './serve-metrics.ts'

const metrics = createMetrics('1.2.3', () => ({ running: 0, waiting: 0 }))

/** Serves the metrics on a host. The server does not keep the process running, so that it needs no end. */
async function serve(host: string) {
  const line = await serveMetrics(metrics, { host, port: 0 })
  const port = /:(\d+)\/metrics/.exec(line)?.[1] ?? ''
  return {
    line: line.replace(port, 'PORT'),
    port,
    statusFor: async (sent: string) => {
      const request = get({ host: '127.0.0.1', port, path: '/metrics', headers: { host: sent }, agent: false })
      const [response]: IncomingMessage[] = await once(request, 'response')
      response?.resume()
      return response?.statusCode
    },
  }
}

test('metrics of this machine answer to its own names only', async () => {
  const { line, port, statusFor } = await serve('127.0.0.1')
  expect(line).toBe('Metrics on http://127.0.0.1:PORT/metrics for this machine only')
  expect(await statusFor(`localhost:${port}`)).toBe(200)
  for (const foreign of [`10.1.2.3:${port}`, `evil.example.com:${port}`, 'localhost:1'])
    expect(await statusFor(foreign), foreign).toBe(421)
})

test('metrics on another address answer to every IP address and its own name, and say who reads them', async () => {
  const { line, port, statusFor } = await serve('0.0.0.0')
  expect(line).toMatch(/^Metrics on http:\/\/0\.0\.0\.0:PORT\/metrics for everyone who reaches this address: /)
  for (const own of [`10.1.2.3:${port}`, '10.1.2.3', '[fd00::1]:19464', `127.0.0.1:${port}`])
    expect(await statusFor(own), own).toBe(200)
  for (const foreign of [`evil.example.com:${port}`, '10.1.2.3.example.com', '10.1.2.3, 10.1.2.4'])
    expect(await statusFor(foreign), foreign).toBe(421)
})

test('names the setting for an address that this machine does not have', async () => {
  const serving = serveMetrics(metrics, { host: '192.0.2.1', port: 9464 })
  await expect(serving).rejects.toThrow(SettingsError)
  await expect(serving).rejects.toThrow(/^METRICS_HOST 192\.0\.2\.1 is not an address of this machine/)
})
