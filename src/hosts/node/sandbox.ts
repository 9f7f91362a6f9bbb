// `npm run sandbox`: the sandbox as a server of its own, so that live mode can be tried without Linq.
import { sandbox } from '../../sandbox/sandbox.ts'
import { followParent } from './exit-with-parent.ts'
import { listen, run } from './http/listen.ts'
import { readSandboxAddress } from '../settings/settings.ts'

followParent()

await run(async () => {
  const address = await listen((request) => sandbox(request), readSandboxAddress(process.env))
  process.stdout.write(
    `Linq sandbox on ${address.url}\nRead it live: LINQ_BASE_URL=${address.url} LINQ_INTEGRATION_TOKEN=anything npm start\n`,
  )
})
