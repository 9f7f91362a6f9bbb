/** The answer that Linq's documentation shows for "Get Chat", chat 45. Note `group: false` with two participants. */
export const documentedChat = {
  data: {
    id: 45,
    display_name: 'John Doe, Jane Smith',
    service: 'iMessage',
    group: false,
    message_count: 15,
    chat_handles: [
      { id: 123, phone_number: '+15551234567', service: 'iMessage', joined_at: '2025-05-21T15:30:00.000-05:00' },
      { id: 124, phone_number: '+15559876543', service: 'iMessage', joined_at: '2025-05-21T15:30:00.000-05:00' },
    ],
  },
}

/** The body that Linq's documentation shows for a chat that does not exist, or that the token may not read. */
export const documentedNotFound = {
  errors: [{ status: 404, code: 'not_found', title: 'Not Found', detail: 'Chat not found' }],
}
