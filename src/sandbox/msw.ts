import { http } from 'msw/http'

import { chatsPath } from '../linq/v2/operation.ts'
import { sandbox } from './sandbox.ts'

/** Linq as msw sees it: any origin's chat operation is answered by the sandbox. */
export const linqHandler = http.get(`*${chatsPath}/:id`, ({ request }) => sandbox(request))
