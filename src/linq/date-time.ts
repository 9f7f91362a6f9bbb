/**
 * A date and time with its zone as Linq sends it: the documented `2025-05-21T15:30:00.000-05:00`, and as seen in samples
 * `2025-05-21 15:30:00 -0600`, `… UTC`, `…Z`, `…-04`. Groups: year, month, day, hour, minute, second, zone, and
 * of an offset its sign, hours and minutes.
 */
export const dateTimePattern =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s*(Z|UTC|GMT|([+-])(\d{2}):?(\d{2})?)?$/i
