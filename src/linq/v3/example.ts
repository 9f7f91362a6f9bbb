/** An answer with every field that the v3 documentation has for a chat, without an envelope. Note that our own line is among the handles. */
export const documentedV3Chat = {
  id: '00000000-0000-4000-8000-000000000045',
  created_at: '2025-05-21T20:30:00.000Z',
  updated_at: '2025-06-02T08:15:00.000Z',
  display_name: '+12025550102',
  service: 'iMessage',
  is_group: false,
  is_archived: false,
  health_status: {
    status: 'HEALTHY',
    doc_url: 'https://docs.linqapp.com/chat-health#healthy',
    updated_at: '2025-06-02T08:15:00.000Z',
  },
  group_chat_icon: null,
  handles: [
    {
      id: '00000000-0000-4000-8000-000000000201',
      handle: '+12025550101',
      service: 'iMessage',
      joined_at: '2025-05-21T20:30:00.000Z',
      left_at: null,
      status: 'active',
      is_me: true,
    },
    {
      id: '00000000-0000-4000-8000-000000000202',
      handle: '+12025550102',
      service: 'iMessage',
      joined_at: '2025-05-21T20:30:00.000Z',
      left_at: null,
      status: 'active',
      is_me: false,
    },
  ],
}

/**
 * The body of a failed answer as the v3 documentation shows it.
 * @param code Linq's number of the error, such as 2001 for a chat that does not exist, or that the token may not read.
 */
export const v3Failure = (status: number, code: number, message: string, more: object = {}) => ({
  success: false,
  error: { status, code, message, doc_url: `https://docs.linqapp.com/error-codes#${code}`, ...more },
  trace_id: 'sandbox-trace-0003',
})
