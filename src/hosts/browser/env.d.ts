interface ImportMetaEnv {
  /** The version and commit of this build; set in vite.config.ts. */
  readonly VITE_BUILD: string
}
