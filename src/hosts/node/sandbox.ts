// `npm run sandbox`: the sandbox as a separate server, to try live mode without Linq.
import { wholeResponse } from '../../gateway/response.ts'
import { tokenHeader } from '../../linq/operation.ts'
import { sandbox } from '../../sandbox/sandbox.ts'
import { readSandboxAddress } from '../settings/settings.ts'
import { buildName } from './build-name.ts'
import { exitWithParent } from './exit-with-parent.ts'
import { listen } from './http/listen.ts'
import { logProcess } from './records/process-log.ts'
import { run } from './run.ts'

exitWithParent()

await run(buildName, async () => {
  const address = await listen(async ({ method, target, headers, signal }) => {
    // The console never sends one: at Linq it would write. Tests look for this line.
    if (method !== 'GET' && method !== 'HEAD') logProcess('error', 'A request that does not only read was refused.')
    const controller = new AbortController()
    signal.addEventListener('abort', () => controller.abort())
    const request = new Request(new URL(target, 'http://sandbox'), {
      method,
      headers: Object.fromEntries(
        [tokenHeader.toLowerCase(), 'authorization'].map((name) => [name, headers.get(name) ?? '']),
      ),
      signal: controller.signal,
    })
    const response = await sandbox(request)
    const body = new Uint8Array(await response.arrayBuffer())
    return wholeResponse(method, response.status, Object.fromEntries(response.headers), body)
  }, readSandboxAddress(process.env))
  process.stdout.write(
    `Linq sandbox on ${address.url}\nConnect a console to it: LINQ_BASE_URL=${address.url} LINQ_INTEGRATION_TOKEN=anything npm start\n`,
  )
})
