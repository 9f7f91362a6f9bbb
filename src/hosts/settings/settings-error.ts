/** A setting that cannot be used. The message is one line that names the variable and the fix; it never has a secret. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}
