// `npm run sandbox`: the sandbox as a separate server, to try live mode without Linq.
import { sandbox } from '../../sandbox/sandbox.ts'
import { exitWithParent } from './exit-with-parent.ts'
import { listen, run } from './http/listen.ts'
import { readSandboxAddress } from '../settings/settings.ts'

exitWithParent()

await run(async () => {
  const address = await listen((request) => sandbox(request), readSandboxAddress(process.env))
  process.stdout.write(
    `Linq sandbox on ${address.url}\nConnect a console to it: LINQ_BASE_URL=${address.url} LINQ_INTEGRATION_TOKEN=anything npm start\n`,
  )
})
