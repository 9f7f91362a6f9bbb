/**
 * How far the clocks of this server and of an issuer may differ, in seconds. It applies to each time in a token (`exp`,
 * `nbf`, `iat`), in both directions.
 */
export const clockTolerance = 60
