/**
 * The header in which a page sends the one-time ticket of a lookup that its server began. It is between the console and
 * its gateway, and is never sent to Linq.
 */
export const ticketHeader = 'x-lookup-ticket'
