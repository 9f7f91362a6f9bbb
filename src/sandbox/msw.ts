import { http } from 'msw/http'

import { chatsPath } from '../linq/v2/operation.ts'
import { sandbox } from './sandbox.ts'

/** Answers "Get Chat" on any origin from the sandbox. */
export const linqHandler = http.get(`*${chatsPath}/:id`, ({ request }) => sandbox(request))
